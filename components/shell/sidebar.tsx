"use client";

import { Boxes, History, MessageSquare, Settings } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "#lib/cn.ts";
import { paths } from "#lib/paths.ts";
import { Brand } from "./brand.tsx";
import { RegistrySummary } from "./registry-summary.tsx";
import { RunningRuns } from "./running-runs.tsx";
import { placeOf, placeTitles } from "./sections.ts";
import { SidebarServers } from "./sidebar-servers.tsx";

const places = [
  { place: "models", href: paths.browse(), Icon: Boxes },
  { place: "chat", href: paths.chats(), Icon: MessageSquare },
  { place: "activity", href: paths.runs(), Icon: History },
  { place: "settings", href: paths.settings(), Icon: Settings },
] as const;

export type SidebarProps = { className?: string; onLeave?: (() => void) | undefined };

export function Sidebar({ className, onLeave }: SidebarProps) {
  const here = placeOf(usePathname());
  return (
    <div data-slot="sidebar" className={cn("flex min-h-0 flex-col gap-6 px-3 pt-1.5 pb-3", className)}>
      <Brand onLeave={onLeave} />
      <nav aria-label="Places">
        <ul className="flex flex-col gap-0.5">
          {places.map(({ place, href, Icon }) => (
            <li key={place}>
              <Link
                href={href}
                onClick={() => onLeave?.()}
                aria-current={place === here ? "page" : undefined}
                className="flex h-8 items-center gap-2 rounded-md px-2 text-muted transition-colors hover:bg-surface-3 hover:text-ink aria-[current=page]:bg-surface-3 aria-[current=page]:font-medium aria-[current=page]:text-ink"
              >
                <Icon aria-hidden="true" className="size-4 shrink-0" />
                {placeTitles[place]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <RunningRuns onLeave={onLeave} />
      <SidebarServers onLeave={onLeave} />
      <RegistrySummary className="mt-auto" />
    </div>
  );
}
