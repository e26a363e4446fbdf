"use client";

import { type KeyboardEvent, useRef } from "react";
import { pastedReference } from "#cli-bridge/derive/pasted-reference.ts";
import { Button } from "#components/ui/button.tsx";
import { ColumnTitles } from "#components/ui/column-titles.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toCountWords } from "#lib/format.ts";
import { HubRefusal } from "./hub-refusal.tsx";
import { HubResultRow } from "./hub-result-row.tsx";
import { type HubState, toHubPath } from "./hub-state.ts";
import { useHubSearch } from "./use-hub-search.ts";
import type { ChangeHub } from "./use-hub-state.ts";
import { useKeptScroll } from "./use-kept-scroll.ts";

const columns = [
  ["Repository"],
  ["Parameters", "w-24 text-right"],
  ["Formats", "w-48 pl-6"],
  ["Downloads", "w-24 text-right"],
  ["Likes", "w-20 text-right"],
  ["Updated", "w-28 text-right"],
] as const;

type HubResultsProps = { state: HubState; change: ChangeHub };

/** What the hub found, a page at a time. Arrows walk the rows, Enter opens one. */
export function HubResults({ state, change }: HubResultsProps) {
  const found = useHubSearch(state);
  const body = useRef<HTMLTableSectionElement>(null);
  const { models, refusal } = found;
  useKeptScroll(toHubPath(state), models.length > 0);
  if (found.isFirst) return <Loading />;
  if (refusal && models.length === 0) return <HubRefusal refusal={refusal} onAgain={found.again} />;
  if (models.length === 0) return <Nothing state={state} change={change} />;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p role="status" className="text-muted text-sm">
        {toCountWords(models.length, "model")}
        {found.hasMore && " so far"}
      </p>
      <table className="w-full table-fixed border-collapse text-left text-sm">
        <ColumnTitles of={columns} className="max-wide:sr-only" />
        <tbody ref={body} onKeyDown={walkRows}>
          {models.map((model) => (
            <HubResultRow key={model.repo} model={model} state={state} change={change} />
          ))}
        </tbody>
      </table>
      {refusal && <HubRefusal refusal={refusal} onAgain={found.again} />}
      {found.hasMore && (
        <Button className="self-center" busy={found.isMore} onClick={found.more}>
          Show more
        </Button>
      )}
    </div>
  );
}

const rowKeys: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** From the first row upwards is the search box. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step = rowKeys[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  const at = links.findIndex((link) => link.contains(document.activeElement));
  if (at === -1) return;
  event.preventDefault();
  const next = links[step(at, links.length - 1)];
  (next ?? document.querySelector<HTMLElement>("main [data-search]"))?.focus();
}

function Loading() {
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">Asking the hub</span>
      {["w-2/5", "w-1/2", "w-1/3", "w-2/5", "w-1/2", "w-1/3"].map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without words have nothing else.
        <div key={row} className="flex h-9 items-center gap-6">
          <Skeleton className={width} />
          <Skeleton className="ml-auto w-40 max-wide:hidden" />
        </div>
      ))}
    </div>
  );
}

function Nothing({ state, change }: HubResultsProps) {
  const { q } = state;
  const named = q === undefined ? undefined : pastedReference(q);
  const narrowed = { format: undefined, largest: undefined, task: undefined, author: undefined };
  const isNarrowed = Object.keys(narrowed).some((name) => state[name as keyof typeof narrowed] !== undefined);
  return (
    <Empty
      title={q === undefined ? "The hub has no such model." : `The hub finds nothing for “${q}”.`}
      actions={
        <>
          {isNarrowed && <Button onClick={() => change(narrowed)}>Leave out the filters</Button>}
          {named !== undefined && <Button onClick={() => change({ repo: named })}>Open {named}</Button>}
        </>
      }
    >
      Try fewer words. A name is found by its beginning or by a whole word of it.
    </Empty>
  );
}
