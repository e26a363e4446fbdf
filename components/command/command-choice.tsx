import type { Route } from "next";
import Link from "next/link";
import { cn } from "#lib/cn.ts";
import { CommandCard } from "./command-card.tsx";
import type { CommandInput, CommandView } from "./command-view.ts";

type CommandChoiceProps = {
  label: string;
  path: Route;
  views: readonly CommandView[];
  chosen: string | undefined;
  input?: CommandInput;
};

/** Several operations beside one card: one is chosen at a time, by its address. */
export function CommandChoice({ label, path, views, chosen, input }: CommandChoiceProps) {
  const view = views.find(({ name }) => name === chosen) ?? views[0];
  if (!view) return null;
  return (
    <div className="grid min-w-0 items-start gap-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <nav aria-label={label}>
        <ul className="flex flex-col gap-1">
          {views.map(({ name, title, summary, disabled }) => (
            <li key={name}>
              <Link
                href={`${path}?command=${name}` as Route}
                scroll={false}
                aria-current={name === view.name ? "true" : undefined}
                className={cn(
                  "flex flex-col gap-0.5 rounded-md border border-transparent px-3 py-2 hover:bg-surface-2",
                  name === view.name && "border-line bg-surface-2",
                )}
              >
                <span className="flex items-center gap-2 font-medium">
                  {title}
                  {disabled !== undefined && (
                    <span className="ml-auto font-normal text-muted text-xs">unavailable</span>
                  )}
                </span>
                <span className="text-muted text-sm max-lg:hidden">{summary}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <CommandCard key={view.name} view={view} {...(input && { input })} />
    </div>
  );
}
