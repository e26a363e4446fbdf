import type { ReactNode } from "react";
import { type BarPart, SplitBar } from "./split-bar.tsx";

type MeterProps = {
  title: ReactNode;
  value: ReactNode;
  bar?: { label: string; total: number; parts: readonly BarPart[] } | undefined;
  children?: ReactNode;
};

/** One part of the machine: its name, the figure that matters, a bar, and what else there is to say. */
export function Meter({ title, value, bar, children }: MeterProps) {
  return (
    <li data-slot="meter" className="flex min-w-0 flex-col gap-1.5 rounded-md border border-line px-3 py-2.5">
      <div className="flex items-baseline justify-between gap-3">
        <span className="truncate text-muted text-xs">{title}</span>
        <span className="whitespace-nowrap font-medium text-sm">{value}</span>
      </div>
      {bar && <SplitBar {...bar} />}
      {children !== undefined && <div className="text-muted text-xs">{children}</div>}
    </li>
  );
}
