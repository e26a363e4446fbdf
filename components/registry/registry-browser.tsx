"use client";

import { useCallback, useMemo, useState } from "react";
import type { EntryDetails, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ActiveFilters } from "./active-filters.tsx";
import { EmptyRegistry, NothingMatches } from "./browse-empty.tsx";
import { type BrowseState, toBrowsePath, toRegistryQuery, withChange } from "./browse-state.ts";
import { BrowseToolbar } from "./browse-toolbar.tsx";
import { DetailPlace } from "./detail-place.tsx";
import { entryColumns } from "./entry-columns.tsx";
import { EntryTable } from "./entry-table.tsx";
import { RegistryNotices } from "./registry-notices.tsx";
import { Statistics } from "./statistics.tsx";
import { type ChangeBrowse, useBrowseState } from "./use-browse-state.ts";
import { type RowRange, useEntries } from "./use-entries.ts";
import { useStoredChoice } from "./use-stored-choice.ts";

export type RegistryBrowserProps = {
  /** The question the server has answered already, as the address of the API. */
  firstKey: string;
  firstAnswer: RegistryAnswer;
  firstDetails: EntryDetails | undefined;
};

/** The list of models and, beside it, one of them. */
export function RegistryBrowser({ firstKey, firstAnswer, firstDetails }: RegistryBrowserProps) {
  const [state, change] = useBrowseState();
  const [range, onRange] = useRange();
  const [hidden, setHidden] = useStoredChoice("modeldeck.hidden-columns");
  const entries = useEntries(toRegistryQuery(state), range, { key: firstKey, answer: firstAnswer });
  const answer = entries.answer ?? firstAnswer;
  const columns = useMemo(() => entryColumns.filter(({ id }) => !hidden.includes(id)), [hidden]);
  const { onOpen, onSort, href } = useWays(state, change);
  const question = toBrowsePath(withChange(state, { model: undefined }));

  return (
    <div data-slot="registry-browser" className="flex flex-col gap-3">
      {answer.all.entries > 0 && (
        <BrowseToolbar
          answer={answer}
          state={state}
          change={change}
          hiddenColumns={hidden}
          onHideColumns={setHidden}
        />
      )}
      <ActiveFilters state={state} change={change} />
      <RegistryNotices problems={answer.problems} readOnly={answer.readOnly} />
      {entries.error !== undefined && <Unreachable error={entries.error} onRetry={entries.retry} />}
      {answer.all.entries > 0 && <Statistics />}
      {answer.all.entries === 0 ? (
        <EmptyRegistry />
      ) : answer.total === 0 && state.model === undefined ? (
        <NothingMatches change={change} />
      ) : (
        <div className="flex h-[calc(100dvh-14rem)] min-h-96 overflow-hidden rounded-md border">
          {answer.total === 0 ? (
            <div className="flex-1 p-4">
              <NothingMatches change={change} />
            </div>
          ) : (
            <EntryTable
              total={answer.total}
              rowAt={entries.rowAt}
              columns={columns}
              sort={state.sort}
              shown={state.model}
              isStale={entries.isStale}
              href={href}
              onSort={onSort}
              onOpen={onOpen}
              onRange={onRange}
              drawn={firstAnswer.entries.length}
              question={question}
            />
          )}
          <DetailPlace name={state.model} first={firstDetails} onClose={() => change({ model: undefined })} />
        </div>
      )}
    </div>
  );
}

/** Which rows are in view; the same rows told again are no news. */
function useRange() {
  const [range, setRange] = useState<RowRange>({ first: 0, last: 0 });
  const onRange = useCallback(
    ({ first, last }: RowRange) =>
      setRange((known) => (known.first === first && known.last === last ? known : { first, last })),
    [],
  );
  return [range, onRange] as const;
}

/** Where a row and a column's title lead to. */
function useWays(state: BrowseState, change: ChangeBrowse) {
  return {
    onOpen: useCallback((model: string) => change({ model }), [change]),
    onSort: useCallback((sort: string | undefined) => change({ sort }, "replace"), [change]),
    href: useCallback((model: string) => toBrowsePath(withChange(state, { model })), [state]),
  };
}

function Unreachable({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Alert
      tone="danger"
      title="The list could not be brought up to date."
      actions={
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {error.message}
    </Alert>
  );
}
