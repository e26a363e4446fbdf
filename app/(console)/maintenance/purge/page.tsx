import type { Metadata } from "next";
import { CommandChoice } from "#components/command/command-choice.tsx";
import { viewsOf } from "#components/command/views-of.ts";
import { paths } from "#lib/paths.ts";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Purge entries" };

const operations = ["purge-deprecated", "purge-logical-only", "purge-hf", "reset-discovered"];

export default async function PurgePage({ searchParams }: PageProps<"/maintenance/purge">) {
  const { command } = await searchParams;
  return (
    <CommandChoice
      label="Purge entries"
      path={paths.maintenancePurge()}
      views={viewsOf(listCommands(), operations)}
      chosen={typeof command === "string" ? command : undefined}
    />
  );
}
