import { ChevronRight } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type ExpanderProps = Omit<ComponentProps<"details">, "title"> & {
  title: ReactNode;
  aside?: ReactNode;
};

export function Expander({ title, aside, className, children, ...rest }: ExpanderProps) {
  return (
    <details
      data-slot="expander"
      className={cn("min-w-0 rounded-md border border-line bg-surface-1", className)}
      {...rest}
    >
      <summary className="flex min-h-9 select-none items-center gap-2 rounded-md px-3 py-1.5 font-medium hover:bg-surface-2">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-muted transition-transform in-[details[open]>summary]:rotate-90"
        />
        <span className="min-w-0 flex-1">{title}</span>
        {aside}
      </summary>
      <div className="flex flex-col gap-4 border-line border-t p-4">{children}</div>
    </details>
  );
}
