import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";

const box =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface-1 px-2 text-base text-ink transition-colors hover:border-muted";
const states =
  "aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-surface-2 disabled:text-muted read-only:bg-surface-2";
const focus = "focus-visible:outline-2 focus-visible:outline-accent focus-visible:outline-offset-2";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      type={type}
      autoComplete="off"
      spellCheck={false}
      className={cn(box, states, focus, "h-8", className)}
      {...rest}
    />
  );
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      rows={rows}
      spellCheck={false}
      className={cn(box, states, focus, "py-1", className)}
      {...rest}
    />
  );
}

/** The class goes to the frame around the list, which is what takes part in a layout. */
export function NativeSelect({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span data-slot="native-select" className={cn("relative inline-flex w-full min-w-0", className)}>
      <select
        className={cn(
          box,
          focus,
          "h-8 appearance-none truncate pr-7 disabled:bg-surface-2 disabled:text-muted",
        )}
        {...rest}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-2 right-2 size-4 text-muted"
      />
    </span>
  );
}

export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      data-slot="checkbox"
      type="checkbox"
      className={cn("mt-0.5 size-4 shrink-0 accent-accent disabled:opacity-55", className)}
      {...rest}
    />
  );
}

const track =
  "relative mt-0.5 inline-block h-4 w-7 shrink-0 appearance-none rounded-full border border-line-strong bg-surface-3 transition-colors";
const thumb =
  "before:absolute before:top-px before:left-px before:size-3 before:rounded-full before:bg-muted before:transition-transform checked:before:translate-x-3 checked:before:bg-accent-ink";

/** A checkbox that says `switch`: it needs no script, goes with a form and takes effect at once. */
export function Switch({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      data-slot="switch"
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: the browser tells the state of a checkbox by itself.
      role="switch"
      className={cn(
        track,
        thumb,
        focus,
        "checked:border-accent checked:bg-accent disabled:opacity-55",
        className,
      )}
      {...rest}
    />
  );
}
