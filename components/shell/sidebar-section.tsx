"use client";

import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

type Leaving = { onLeave?: (() => void) | undefined };

type SidebarSectionProps = Leaving & {
  title: string;
  /** Its name among all parts of a page, where a page has a part of that title as well. */
  label?: string;
  /** How many there are that are not shown, and where they are. */
  more: number;
  href: Route;
  children: ReactNode;
};

export function SidebarSection({ title, label = title, more, href, children, onLeave }: SidebarSectionProps) {
  return (
    <section aria-label={label} className="flex min-h-0 flex-col gap-1">
      <h2 data-live="" className="px-2 font-medium text-muted text-xs">
        {title}
      </h2>
      <ul className="flex min-h-0 flex-col overflow-auto">{children}</ul>
      {more > 0 && (
        <Link href={href} onClick={() => onLeave?.()} className="px-2 text-accent text-xs hover:underline">
          {more} more
        </Link>
      )}
    </section>
  );
}

type SidebarLineProps = Leaving & {
  href: Route;
  /** The dot's look, and what it means in a word. */
  dot: string;
  state: string;
  label: string;
  hint?: string;
};

export function SidebarLine({ href, dot, state, label, hint, onLeave }: SidebarLineProps) {
  return (
    <li>
      <Link
        href={href}
        // There may be many, and each would be fetched on every page.
        prefetch={false}
        onClick={() => onLeave?.()}
        title={`${label} · ${state}`}
        className="flex items-center gap-2 rounded-md px-2 py-1 hover:bg-surface-3"
      >
        <span aria-hidden="true" data-live="dot" className={cn("m-0.5 size-2 shrink-0 rounded-full", dot)} />
        <span className="min-w-0 flex-1 truncate text-sm">{label}</span>
        <span data-live="" className="sr-only">
          {state}
        </span>
        {hint !== undefined && (
          <span className="max-w-2/5 truncate text-muted text-xs tabular-nums">{hint}</span>
        )}
      </Link>
    </li>
  );
}
