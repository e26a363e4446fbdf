import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";
import { toNumberWords } from "#lib/format.ts";

type FilterChipProps = { isOn: boolean; count: number; onToggle: () => void; children: ReactNode };

/** One of several kinds that a list can be narrowed to, with how many there are of it. */
export function FilterChip({ isOn, count, onToggle, children }: FilterChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      className={cn(
        "h-7 rounded-md border border-line px-2 text-sm hover:bg-surface-2",
        "aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong",
      )}
      onClick={onToggle}
    >
      {children} <span className="text-muted tabular-nums">{toNumberWords(count)}</span>
    </button>
  );
}
