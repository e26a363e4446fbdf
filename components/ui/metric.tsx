import type { ComponentProps, ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type MetricProps = ComponentProps<"div"> & { label: ReactNode; value: ReactNode; hint?: ReactNode };

export function Metric({ label, value, hint, className, ...rest }: MetricProps) {
  return (
    <div data-slot="metric" className={cn("flex min-w-0 flex-col gap-0.5", className)} {...rest}>
      <span className="text-muted text-xs">{label}</span>
      <span className="truncate font-semibold text-xl">{value}</span>
      {hint !== undefined && <span className="text-muted text-xs">{hint}</span>}
    </div>
  );
}
