import type { Metadata } from "next";
import { CommandCard } from "#components/command/command-card.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewNamed } from "#components/command/views-of.ts";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Normalise formats" };

export default async function MaintenancePage({ searchParams }: PageProps<"/maintenance">) {
  const view = viewNamed(listCommands(), "normalize-formats");
  return (
    <div className="max-w-5xl">
      <CommandCard view={view} input={inputOfQuery(view.controls, await searchParams)} />
    </div>
  );
}
