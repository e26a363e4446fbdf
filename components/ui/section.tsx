import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "#lib/cn.ts";

export type SectionProps = Omit<ComponentProps<"section">, "title"> & {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
};

export function Section({ title, description, actions, className, children, ...rest }: SectionProps) {
  const titleId = useId();
  return (
    <section
      data-slot="section"
      aria-labelledby={titleId}
      className={cn("flex min-w-0 flex-col gap-4", className)}
      {...rest}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 id={titleId} className="font-semibold text-lg leading-6">
            {title}
          </h2>
          {description !== undefined && <p className="max-w-prose text-muted">{description}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
