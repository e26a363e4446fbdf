import type { ComponentProps, ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export const badgeTones = {
  neutral: "border-line bg-surface-2 text-ink",
  accent: "border-transparent bg-accent-soft text-accent-strong",
  ok: "border-transparent bg-ok-soft text-ok",
  warning: "border-transparent bg-warning-soft text-warning",
  danger: "border-transparent bg-danger-soft text-danger",
  unknown: "border-transparent bg-unknown-soft text-unknown",
} as const;

export type Tone = keyof typeof badgeTones;

export type BadgeProps = ComponentProps<"span"> & { tone?: Tone; icon?: ReactNode };

export function Badge({ tone = "neutral", icon, className, children, ...rest }: BadgeProps) {
  return (
    <span
      data-slot="badge"
      data-tone={tone}
      className={cn(
        "inline-flex h-5 max-w-full items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 font-medium text-xs [&_svg]:size-3 [&_svg]:shrink-0",
        badgeTones[tone],
        className,
      )}
      {...rest}
    >
      {icon}
      {children}
    </span>
  );
}
