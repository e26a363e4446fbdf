import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";

export function Spinner({ className, ...rest }: ComponentProps<"svg">) {
  return (
    <LoaderCircle
      data-slot="spinner"
      aria-hidden="true"
      className={cn("size-4 shrink-0 animate-spin motion-reduce:animate-none", className)}
      {...rest}
    />
  );
}
