"use client";

import { type ReactNode, useDeferredValue, useState } from "react";
import useSWR from "swr";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { FilterBox } from "#components/ui/filter-box.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useKeptRows } from "#components/ui/use-kept-rows.ts";
import { toCountWords, toNumberWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";
import type { CommandView } from "./command-view.ts";
import { InlineCommand } from "./inline-command.tsx";
import { PlanRowLine } from "./plan-row-line.tsx";
import { changeWords, type PlanRow } from "./plan-rows.ts";

type Row = {
  name: string;
  what: "added" | "removed" | "changed";
  changes: { field: string; before: unknown; after: unknown }[];
};
type Difference = { total: number; rows: Row[] };

const filterFrom = 8;
const none: readonly Row[] = [];
const whys = { added: "came since", removed: "went since", changed: "changed since" } as const;

/** What has become of the entries of a backup since, field by field; each can be put back by itself, and what came since be taken out. */
export function BackupDifference({ stamp, restore }: { stamp: string; restore: CommandView }) {
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<{ name: string; query: string }>();
  const wanted = useDeferredValue(query.trim());
  const address = api.backup(stamp, { query: wanted === "" ? undefined : wanted });
  const { data, error } = useSWR<Difference, Error>(address, readApi, { keepPreviousData: true });
  const rows = useKeptRows(data?.rows ?? none, {
    keyOf: ({ name }) => name,
    // What is only filtered away has not gone.
    isOpen: ({ name }) => name === chosen?.name && chosen.query === wanted,
  });
  if (error) return <Alert tone="danger" title={error.message} />;
  if (!data) return <Skeleton className="h-24" />;
  if (rows.length === 0 && wanted === "")
    return <p className="text-muted">Nothing differs from the registry of now.</p>;
  const { total } = data;
  const told = data.rows.length;
  return (
    <div className="min-w-0 overflow-hidden rounded-md border border-line">
      {(total > filterFrom || wanted !== "") && (
        <div className="flex flex-wrap items-center gap-3 border-line border-b bg-surface-2 px-3 py-2">
          <FilterBox
            label="Filter the difference"
            placeholder={`Filter ${toCountWords(total, "entry", "entries")}`}
            value={query}
            onValue={setQuery}
          />
          {told < total && (
            <span className="text-muted text-sm">The first {toNumberWords(told)} are shown.</span>
          )}
        </div>
      )}
      <ul
        aria-label={`What differs from ${stamp}`}
        className="relative max-h-96 divide-y divide-line overflow-auto"
      >
        {rows.map((row) => (
          <DifferentEntry
            key={row.name}
            row={row}
            isChosen={chosen?.name === row.name}
            onChoose={() =>
              setChosen(chosen?.name === row.name ? undefined : { name: row.name, query: wanted })
            }
            deed={<InlineCommand view={restore} input={{ backup: stamp, entry: [row.name] }} />}
          />
        ))}
      </ul>
      {rows.length === 0 && <p className="px-3 py-4 text-muted">Nothing that differs matches “{wanted}”.</p>}
    </div>
  );
}

type DifferentEntryProps = { row: Row; isChosen: boolean; onChoose: () => void; deed: ReactNode };

/** What became of one entry, and below it what would make it as it was. */
function DifferentEntry({ row, isChosen, onChoose, deed }: DifferentEntryProps) {
  return (
    <li className="flex min-w-0 flex-col gap-2 pr-3">
      <div className="flex min-w-0 items-start gap-2">
        <div className="min-w-0 flex-1">
          <PlanRowLine row={toPlanRow(row)} />
        </div>
        <Button
          size="sm"
          variant="ghost"
          className="mt-0.5 shrink-0"
          aria-label={row.what === "added" ? `Take out ${row.name}` : `Put back ${row.name}`}
          aria-expanded={isChosen}
          onClick={onChoose}
        >
          {row.what === "added" ? "Take out…" : "Put back…"}
        </Button>
      </div>
      {isChosen && <div className="pb-3 pl-3">{deed}</div>}
    </li>
  );
}

const toPlanRow = ({ name, what, changes }: Row): PlanRow => ({
  ...{ key: name, mark: what, name, why: whys[what], text: name },
  changes: changeWords(changes),
});
