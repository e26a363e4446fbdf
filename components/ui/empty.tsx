import type { ComponentProps, ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type EmptyProps = Omit<ComponentProps<"div">, "title"> & { title: ReactNode; actions?: ReactNode };

export function Empty({ title, actions, className, children, ...rest }: EmptyProps) {
  return (
    <div
      data-slot="empty"
      className={cn(
        "flex flex-col items-center gap-3 rounded-md border border-line border-dashed px-6 py-12 text-center",
        className,
      )}
      {...rest}
    >
      <p className="font-medium text-lg">{title}</p>
      {children !== undefined && <div className="max-w-prose text-balance text-muted">{children}</div>}
      {actions !== undefined && (
        <div className="mt-1 flex flex-wrap items-center justify-center gap-2">{actions}</div>
      )}
    </div>
  );
}
