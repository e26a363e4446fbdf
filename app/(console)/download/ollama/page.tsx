import type { Metadata } from "next";
import { CommandCard } from "#components/command/command-card.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewNamed } from "#components/command/views-of.ts";
import { ImportPlaces } from "#components/hub/import-places.tsx";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Import from Ollama" };

export default async function OllamaPage({ searchParams }: PageProps<"/download/ollama">) {
  const view = viewNamed(listCommands(), "import-ollama");
  return (
    <div className="flex max-w-5xl flex-col gap-6">
      <ImportPlaces title="Ollama on this machine" kinds={["ollamaServer", "ollamaStore"]} />
      <CommandCard view={view} input={inputOfQuery(view.controls, await searchParams)} />
    </div>
  );
}
