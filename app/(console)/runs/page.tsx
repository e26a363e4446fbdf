import type { Metadata } from "next";
import type { RunsFilter } from "#components/run/run-filters.tsx";
import { RunHistory } from "#components/run/run-history.tsx";
import { listCommands, listRuns } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Activity" };

const states = ["queued", "running", "ended"] as const;
const ends = ["succeeded", "failed", "cancelled", "paused", "interrupted"] as const;
const shownFirst = 50;

export default async function RunsPage({ searchParams }: PageProps<"/runs">) {
  const query = await searchParams;
  const state = states.find((known) => known === query.state);
  const end = ends.find((known) => known === query.end);
  const commands = listCommands().map(({ name, title }) => ({ name, title }));
  const command = commands.find(({ name }) => name === query.command)?.name;
  const changes = query.changes === "only" ? query.changes : undefined;
  const filter: RunsFilter = {
    ...(state && { state }),
    ...(end && { end }),
    ...(command && { command }),
    ...(changes && { changes }),
  };
  const found = await listRuns({ ...filter, limit: shownFirst + 1 });
  const first = { runs: found.slice(0, shownFirst), more: found.length > shownFirst };
  return (
    <RunHistory
      key={`${state} ${end} ${command} ${changes}`}
      filter={filter}
      first={first}
      commands={commands}
    />
  );
}
