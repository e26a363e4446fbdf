import type { Metadata } from "next";
import { CommandChoice } from "#components/command/command-choice.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewsOf } from "#components/command/views-of.ts";
import { paths } from "#lib/paths.ts";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Clean up" };

const operations = [
  "prune-duplicates",
  "apply-simple-slugs",
  "tidy-empty-dirs",
  "prune-no-chat-template",
  "backfill-ollama-paths",
  "restore-ollama",
];

export default async function CleanupPage({ searchParams }: PageProps<"/maintenance/cleanup">) {
  const { command, ...query } = await searchParams;
  const views = viewsOf(listCommands(), operations);
  const chosen = views.find(({ name }) => name === command) ?? views[0];
  return (
    <CommandChoice
      label="Clean up"
      path={paths.maintenanceCleanup()}
      views={views}
      chosen={chosen?.name}
      {...(chosen && { input: inputOfQuery(chosen.controls, query) })}
    />
  );
}
