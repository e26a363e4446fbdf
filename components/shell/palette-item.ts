import type { Route } from "next";

export type PaletteGroup = "Models" | "Backends" | "Actions" | "Runs" | "Pages";

/** Something the palette can lead to. */
export type PaletteItem = {
  id: string;
  group: PaletteGroup;
  label: string;
  /** The command line, or what else tells it apart from its neighbours. */
  hint?: string | undefined;
  href: Route;
};

/** Whether every word typed stands somewhere in what the item says. */
export function isMatch({ label, hint, group }: PaletteItem, typed: string): boolean {
  const text = `${label} ${hint ?? ""} ${group}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
