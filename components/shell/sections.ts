import { paths } from "#lib/paths.ts";

/** The five tabs, each with the key that follows `g`. */
export const tabs = [
  { label: "Browse & Manage", href: paths.browse(), under: "/browse", key: "b" },
  { label: "Download & Import", href: paths.download(), under: "/download", key: "d" },
  { label: "Maintenance", href: paths.maintenance(), under: "/maintenance", key: "m" },
  { label: "Backends", href: paths.backends(), under: "/backends", key: "k" },
  { label: "Advanced", href: paths.advanced(), under: "/advanced", key: "a" },
] as const;

/** What went on: by the console, and at the servers. */
export const activityTabs = [
  { label: "Runs", href: paths.runs(), under: "/runs" },
  { label: "Events", href: paths.activity(), under: "/activity" },
] as const;

export type Place = "models" | "chat" | "activity" | "settings";

export const placeTitles = {
  models: "Models",
  chat: "Chat",
  activity: "Activity",
  settings: "Settings",
} as const;

export function isUnder(pathname: string, beginning: string): boolean {
  return pathname === beginning || pathname.startsWith(`${beginning}/`);
}

/** Which of the sidebar's places an address belongs to. */
export function placeOf(pathname: string): Place {
  if (isUnder(pathname, paths.settings())) return "settings";
  if (isUnder(pathname, paths.runs()) || isUnder(pathname, paths.activity())) return "activity";
  if (isUnder(pathname, paths.chats())) return "chat";
  return "models";
}
