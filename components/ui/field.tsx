import { CircleAlert } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";

export type FieldProps = ComponentProps<"div"> & { orientation?: "vertical" | "horizontal" };

/** One question: a label, a control, a description and, when it is answered wrongly, an error. */
export function Field({ orientation = "vertical", className, ...rest }: FieldProps) {
  return (
    <div
      data-slot="field"
      data-orientation={orientation}
      className={cn(
        "flex min-w-0",
        orientation === "vertical" ? "flex-col gap-1" : "flex-row items-start gap-2",
        className,
      )}
      {...rest}
    />
  );
}

export function FieldLabel({ className, htmlFor, children, ...rest }: ComponentProps<"label">) {
  return (
    <label
      data-slot="field-label"
      htmlFor={htmlFor}
      className={cn("font-medium text-ink", className)}
      {...rest}
    >
      {children}
    </label>
  );
}

export function FieldDescription({ className, ...rest }: ComponentProps<"p">) {
  return (
    <p data-slot="field-description" className={cn("max-w-prose text-muted text-sm", className)} {...rest} />
  );
}

export function FieldError({ className, children, ...rest }: ComponentProps<"p">) {
  return (
    <p
      data-slot="field-error"
      role="alert"
      className={cn("flex max-w-prose items-start gap-1 text-danger text-sm", className)}
      {...rest}
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}

export function FieldSet({ className, ...rest }: ComponentProps<"fieldset">) {
  return (
    <fieldset data-slot="field-set" className={cn("flex min-w-0 flex-col gap-4", className)} {...rest} />
  );
}

export function FieldLegend({ className, ...rest }: ComponentProps<"legend">) {
  return (
    <legend data-slot="field-legend" className={cn("mb-3 font-semibold text-base", className)} {...rest} />
  );
}
