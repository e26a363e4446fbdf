import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";

/** The shape of what comes. It shows itself after 300 ms, so that quick answers never flash. */
export function Skeleton({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      data-slot="skeleton"
      aria-hidden="true"
      className={cn("h-4 animate-late rounded-sm bg-surface-3", className)}
      {...rest}
    />
  );
}
