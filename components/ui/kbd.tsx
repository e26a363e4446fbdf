import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";

export function Kbd({ className, ...rest }: ComponentProps<"kbd">) {
  return (
    <kbd
      data-slot="kbd"
      className={cn(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-surface-2 px-1 font-sans text-muted text-xs",
        className,
      )}
      {...rest}
    />
  );
}
