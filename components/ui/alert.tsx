import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "#lib/cn.ts";

const tones = {
  neutral: { box: "border-line bg-surface-2", ink: "text-muted", Icon: Info },
  accent: { box: "border-accent/40 bg-accent-soft", ink: "text-accent", Icon: Info },
  ok: { box: "border-ok/40 bg-ok-soft", ink: "text-ok", Icon: CircleCheck },
  warning: { box: "border-warning/40 bg-warning-soft", ink: "text-warning", Icon: TriangleAlert },
  danger: { box: "border-danger/40 bg-danger-soft", ink: "text-danger", Icon: CircleAlert },
} as const;

export type AlertProps = Omit<ComponentProps<"div">, "title"> & {
  tone?: keyof typeof tones;
  title: ReactNode;
  actions?: ReactNode;
};

/** What happened and what to do next. Dangers speak up by themselves; the rest waits to be read. */
export function Alert({ tone = "neutral", title, actions, className, children, ...rest }: AlertProps) {
  const { box, ink, Icon } = tones[tone];
  return (
    <div
      data-slot="alert"
      data-tone={tone}
      role={tone === "danger" ? "alert" : "status"}
      className={cn("flex min-w-0 items-start gap-3 rounded-md border px-4 py-3", box, className)}
      {...rest}
    >
      <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", ink)} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="break-words font-medium">{title}</p>
        {children !== undefined && <div className="max-w-prose break-words text-muted">{children}</div>}
        {actions !== undefined && <div className="mt-1 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
