"use client";

import { useLayoutEffect, useRef } from "react";
import { cn } from "#lib/cn.ts";

export type BarPart = { key: string; bytes: number; tone: keyof typeof partTones };

/** What is ours has the accent, by turns so that neighbours differ; the rest is grey. */
export const partTones = {
  first: "bg-accent",
  second: "bg-accent-strong",
  third: "bg-ok",
  other: "bg-line-strong",
  warning: "bg-warning",
  danger: "bg-danger",
} as const;

type SplitBarProps = { label: string; total: number; parts: readonly BarPart[] };

/** A bar of several parts. Widths are set through the elements, as the page's policy lets no style stand in markup. */
export function SplitBar({ label, total, parts }: SplitBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    for (const [at, { bytes }] of parts.entries()) {
      const part = bar.current?.children[at];
      if (!(part instanceof HTMLElement)) continue;
      part.style.setProperty("width", total > 0 ? `${Math.min(100, (bytes / total) * 100)}%` : "0");
    }
  }, [parts, total]);
  return (
    <div
      ref={bar}
      data-live="grey"
      role="img"
      aria-label={label}
      className="flex h-2 w-full gap-px overflow-hidden rounded-full bg-surface-3"
    >
      {parts.map(({ key, tone }) => (
        <div key={key} className={cn("h-full w-0 shrink-0", partTones[tone])} />
      ))}
    </div>
  );
}
