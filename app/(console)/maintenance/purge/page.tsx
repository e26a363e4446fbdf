import type { Metadata } from "next";
import { CommandChoice } from "#components/command/command-choice.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewsOf } from "#components/command/views-of.ts";
import { paths } from "#lib/paths.ts";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Purge entries" };

const operations = ["purge-deprecated", "purge-logical-only", "purge-hf", "reset-discovered", "purge-tests"];

export default async function PurgePage({ searchParams }: PageProps<"/maintenance/purge">) {
  const { command, ...query } = await searchParams;
  const views = viewsOf(listCommands(), operations);
  const chosen = views.find(({ name }) => name === command) ?? views[0];
  return (
    <CommandChoice
      label="Purge entries"
      path={paths.maintenancePurge()}
      views={views}
      chosen={chosen?.name}
      {...(chosen && { input: inputOfQuery(chosen.controls, query) })}
    />
  );
}
