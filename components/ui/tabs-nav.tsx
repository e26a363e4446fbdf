"use client";

import Link from "next/link";
import { type ComponentProps, useEffect, useRef } from "react";
import { cn } from "#lib/cn.ts";

type Href = ComponentProps<typeof Link>["href"];

export type TabLink = { href: Href; label: string; current: boolean };

export type TabsNavProps = Omit<ComponentProps<"nav">, "children" | "ref"> & {
  label: string;
  tabs: readonly TabLink[];
  size?: "md" | "sm";
};

const looks = {
  md: {
    list: "gap-5 border-line border-b",
    link: "h-10 border-b-2 border-transparent text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink",
  },
  sm: {
    list: "gap-1",
    link: "h-8 rounded-md px-3 text-muted hover:bg-surface-3 hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-strong",
  },
} as const;

/** Tabs that are links: each has an address, and where they do not fit they scroll with the current one in view. */
export function TabsNav({ label, tabs, size = "md", className, ...rest }: TabsNavProps) {
  const list = useRef<HTMLUListElement>(null);
  const current = tabs.find((tab) => tab.current)?.label;
  useEffect(() => {
    if (current === undefined) return;
    const row = list.current;
    const link = row?.querySelector<HTMLElement>('[aria-current="page"]');
    if (!row || !link) return;
    row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
  }, [current]);
  return (
    <nav data-slot="tabs-nav" aria-label={label} className={cn("min-w-0", className)} {...rest}>
      <ul
        ref={list}
        className={cn("relative flex min-w-0 overflow-x-auto [scrollbar-width:none]", looks[size].list)}
      >
        {tabs.map((tab) => (
          <li key={tab.label} className="shrink-0">
            <Link
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              className={cn(
                "flex items-center whitespace-nowrap font-medium transition-colors -outline-offset-2",
                looks[size].link,
              )}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
