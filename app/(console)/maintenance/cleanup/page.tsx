import type { Metadata } from "next";
import { CommandChoice } from "#components/command/command-choice.tsx";
import { viewsOf } from "#components/command/views-of.ts";
import { paths } from "#lib/paths.ts";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Clean up" };

const operations = ["prune-duplicates", "backfill-ollama-paths", "restore-ollama"];

export default async function CleanupPage({ searchParams }: PageProps<"/maintenance/cleanup">) {
  const { command } = await searchParams;
  return (
    <CommandChoice
      label="Clean up"
      path={paths.maintenanceCleanup()}
      views={viewsOf(listCommands(), operations)}
      chosen={typeof command === "string" ? command : undefined}
    />
  );
}
