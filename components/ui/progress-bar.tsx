"use client";

import { type ComponentProps, useLayoutEffect, useRef } from "react";
import { cn } from "#lib/cn.ts";

const tones = { accent: "bg-accent", ok: "bg-ok", danger: "bg-danger", warning: "bg-warning" } as const;

export type ProgressBarProps = Omit<ComponentProps<"div">, "children" | "ref"> & {
  /** From 0 to 1; absent when nobody knows how much there is. */
  value?: number | undefined;
  label: string;
  tone?: keyof typeof tones;
};

/** The width is set through the element, because the page's policy lets no style stand in its markup. */
export function ProgressBar({ value, label, tone = "accent", className, ...rest }: ProgressBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10;
  useLayoutEffect(() => {
    bar.current?.style.setProperty("width", percent === undefined ? "100%" : `${percent}%`);
  }, [percent]);
  return (
    <div
      data-slot="progress-bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cn("h-1.5 w-full overflow-hidden rounded-full bg-surface-3", className)}
      {...rest}
    >
      <div
        ref={bar}
        className={cn(
          "h-full w-0 rounded-full",
          tones[tone],
          percent === undefined && "animate-pulse opacity-60",
        )}
      />
    </div>
  );
}
