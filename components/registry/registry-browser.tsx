"use client";

import { useCallback, useMemo, useState } from "react";
import type { EntryDetails, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { useTypedWords } from "#components/ui/use-typed-words.ts";
import { ActiveFilters } from "./active-filters.tsx";
import { EmptyRegistry, NothingMatches } from "./browse-empty.tsx";
import { type BrowseState, toBrowsePath, withChange } from "./browse-state.ts";
import { BrowseToolbar } from "./browse-toolbar.tsx";
import { DetailPlace } from "./detail-place.tsx";
import { EditElsewhere } from "./edit-elsewhere.tsx";
import { EntryList } from "./entry-list.tsx";
import { isNothingRead, RegistryNotices } from "./registry-notices.tsx";
import { Statistics } from "./statistics.tsx";
import { type ChangeBrowse, useBrowseState } from "./use-browse-state.ts";
import { useChosenColumns } from "./use-chosen-columns.ts";
import { useEntries } from "./use-entries.ts";
import type { RowRange } from "./use-entry-pages.ts";

export type RegistryBrowserProps = {
  /** The question the server has answered already, as the address of the API. */
  firstKey: string;
  firstAnswer: RegistryAnswer;
  firstDetails: EntryDetails | undefined;
};

const settleMs = 250;

/** The list of models and, beside it, one of them. */
export function RegistryBrowser({ firstKey, firstAnswer, firstDetails }: RegistryBrowserProps) {
  const [state, change] = useBrowseState();
  const onWords = useCallback((q: string | undefined) => change({ q }, "replace"), [change]);
  const [text, onText] = useTypedWords({ inAddress: state.q ?? "", settleMs, onWords });
  const typed = useMemo(() => withChange(state, { q: text.trim() || undefined }), [state, text]);
  const [range, onRange] = useRange();
  const entries = useEntries({ state, typed, range, first: { key: firstKey, answer: firstAnswer } });
  const { answer, index, total } = entries;
  const [columns, choose] = useChosenColumns(state.columns, change);
  const { onOpen, onSort, onClose } = useWays(change);
  const asked = index ? typed : state;

  return (
    <div data-slot="registry-browser" data-fills className="flex flex-1 flex-col gap-3">
      {answer.all.entries > 0 && (
        <BrowseToolbar
          {...{ answer, total, text, onText, change }}
          state={asked}
          columns={columns}
          onColumns={choose}
        />
      )}
      <ActiveFilters state={state} change={change} />
      {state.model === undefined && <EditElsewhere className="rounded-md border" />}
      <RegistryNotices {...answer} />
      {entries.error !== undefined && <Unreachable error={entries.error} onRetry={entries.retry} />}
      {answer.all.entries > 0 && <Statistics index={index} />}
      {answer.all.entries === 0 ? (
        !isNothingRead(answer) && <EmptyRegistry />
      ) : total === 0 && state.model === undefined ? (
        <NothingMatches change={change} />
      ) : (
        <div data-slot="entry-place" className="flex min-h-96 grow basis-0 overflow-clip rounded-md border">
          {total === 0 ? (
            <div className="flex-1 p-4">
              <NothingMatches change={change} />
            </div>
          ) : (
            <EntryList
              {...{ entries, columns, onRange, onSort, onOpen }}
              drawn={firstAnswer.entries.length}
              question={questionOf(asked)}
              sort={state.sort}
              shown={state.model}
            />
          )}
          <DetailPlace name={state.model} first={firstDetails} onClose={onClose} />
        </div>
      )}
    </div>
  );
}

/** What of the state decides which rows there are; another model or other columns leave them where they are. */
const questionOf = (state: BrowseState) =>
  toBrowsePath(withChange(state, { model: undefined, columns: undefined }));

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
function useWays(change: ChangeBrowse) {
  return {
    onOpen: useCallback((model: string | undefined) => change({ model }), [change]),
    onClose: useCallback(() => change({ model: undefined }), [change]),
    onSort: useCallback((sort: string | undefined) => change({ sort }, "replace"), [change]),
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
