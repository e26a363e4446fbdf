import type { Metadata } from "next";
import { CommandCard } from "#components/command/command-card.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewNamed } from "#components/command/views-of.ts";
import { ImportRoots } from "#components/hub/import-roots.tsx";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Scan a folder" };

export default async function ScanPage({ searchParams }: PageProps<"/download/scan">) {
  const view = viewNamed(listCommands(), "scan");
  return (
    <div className="flex max-w-5xl flex-col gap-6">
      <ImportRoots />
      <CommandCard view={view} input={inputOfQuery(view.controls, await searchParams)} />
    </div>
  );
}
