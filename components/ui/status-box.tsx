import { Ban, CircleCheck, CirclePause, CircleX, Clock, TriangleAlert, Undo2, Unplug } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "#lib/cn.ts";
import { Spinner } from "./spinner.tsx";

const icons = {
  running: <Spinner className="text-accent" />,
  done: <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-ok" />,
  undone: <Undo2 aria-hidden="true" className="size-4 shrink-0 text-muted" />,
  found: <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warning" />,
  failed: <CircleX aria-hidden="true" className="size-4 shrink-0 text-danger" />,
  cancelled: <Ban aria-hidden="true" className="size-4 shrink-0 text-muted" />,
  paused: <CirclePause aria-hidden="true" className="size-4 shrink-0 text-accent" />,
  interrupted: <Unplug aria-hidden="true" className="size-4 shrink-0 text-warning" />,
  waiting: <Clock aria-hidden="true" className="size-4 shrink-0 text-muted" />,
} as const;

const words = {
  running: "Running",
  done: "Done",
  undone: "Undone",
  found: "Needs attention",
  failed: "Failed",
  cancelled: "Cancelled",
  paused: "Paused",
  interrupted: "Interrupted",
  waiting: "Waiting",
} as const;

export type StatusState = keyof typeof icons;

export type StatusBoxProps = ComponentProps<"details"> & {
  state: StatusState;
  label: ReactNode;
  aside?: ReactNode;
};

/** What a run is doing now, in one line, with the rest one click below. */
export function StatusBox({ state, label, aside, className, children, ...rest }: StatusBoxProps) {
  return (
    <details
      data-slot="status-box"
      data-state={state}
      className={cn(
        "min-w-0 rounded-md border border-line bg-surface-1 data-[state=failed]:border-danger data-[state=interrupted]:border-warning",
        className,
      )}
      {...rest}
    >
      <summary className="flex min-h-10 select-none items-center gap-2 rounded-md px-3 py-2 hover:bg-surface-2">
        {icons[state]}
        <span className="sr-only">{words[state]}:</span>
        <span data-live="" className="min-w-0 flex-1 font-medium">
          {label}
        </span>
        {aside}
      </summary>
      <div className="flex flex-col gap-3 border-line border-t p-3">{children}</div>
    </details>
  );
}
