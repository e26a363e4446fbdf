"use client";

import useSWRInfinite from "swr/infinite";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { ColumnTitles } from "#components/ui/column-titles.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { api, paths } from "#lib/paths.ts";
import { readApi } from "./ask-api.ts";
import { type CommandChoice, RunFilters, type RunsFilter } from "./run-filters.tsx";
import { RunRow } from "./run-row.tsx";

type RunsPage = { runs: RunRecord[]; more: boolean };

const pageRuns = 50;

const columns = [
  ["State", "w-36"],
  ["Command", "w-52"],
  ["As it ran"],
  ["When", "w-28"],
  ["Took", "w-24 pr-3 text-right"],
  [
    <span key="actions" className="sr-only">
      Actions
    </span>,
    "w-44 xl:w-52",
  ],
] as const;

type RunHistoryProps = { filter: RunsFilter; first: RunsPage; commands: readonly CommandChoice[] };

/** Every run there was, newest first, for ever. */
export function RunHistory({ filter, first, commands }: RunHistoryProps) {
  const { data, error, size, setSize, isValidating } = useSWRInfinite<RunsPage, Error>(
    (index: number, before: RunsPage | null) => {
      if (before && !before.more) return null;
      const last = before?.runs.at(-1)?.id;
      return api.runs({ ...filter, limit: pageRuns, ...(index > 0 && { before: last }) });
    },
    readApi,
    { fallbackData: [first], revalidateFirstPage: true },
  );
  const pages = data ?? [first];
  const runs = pages.flatMap((page) => page.runs);
  const titles = new Map(commands.map(({ name, title }) => [name, title]));
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <RunFilters filter={filter} commands={commands} />
      {error && <Alert tone="danger" title={error.message} />}
      {runs.length === 0 ? (
        <NoRuns isFiltered={Object.keys(filter).length > 0} />
      ) : (
        <table className="w-full table-fixed text-sm max-wide:block">
          <ColumnTitles of={columns} className="max-wide:sr-only" />
          <tbody className="max-wide:block">
            {runs.map((run) => (
              <RunRow key={run.id} run={run} title={titles.get(run.command) ?? run.command} />
            ))}
          </tbody>
        </table>
      )}
      {pages.at(-1)?.more && (
        <Button className="self-center" busy={isValidating} onClick={() => void setSize(size + 1)}>
          Show older runs
        </Button>
      )}
    </div>
  );
}

function NoRuns({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <Empty
      title="No run fits this filter."
      actions={<LinkButton href={paths.runs()}>Show all runs</LinkButton>}
    />
  ) : (
    <Empty
      title="Nothing has been run yet."
      actions={
        <>
          <LinkButton href={paths.downloadScan()}>Scan a folder</LinkButton>
          <LinkButton href={paths.advancedVerify()}>Verify models</LinkButton>
          <LinkButton href={paths.command("stats")}>Count the registry</LinkButton>
        </>
      }
    >
      Every command that you run is kept here with its words, its output and its outcome.
    </Empty>
  );
}
