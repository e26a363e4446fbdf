import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";

export function Card({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      data-slot="card"
      className={cn("min-w-0 rounded-md border border-line bg-surface-1", className)}
      {...rest}
    />
  );
}

export function CardHeader({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      data-slot="card-header"
      className={cn(
        "flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2 font-medium",
        className,
      )}
      {...rest}
    />
  );
}

export function CardBody({ className, ...rest }: ComponentProps<"div">) {
  return <div data-slot="card-body" className={cn("flex flex-col gap-4 p-4", className)} {...rest} />;
}
