import type { Metadata } from "next";
import { inputOfQuery } from "#components/command/form-values.ts";
import { RemoveCard } from "#components/command/remove-card.tsx";
import { viewNamed } from "#components/command/views-of.ts";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Remove a model" };

export default async function RemovePage({ searchParams }: PageProps<"/advanced">) {
  const view = viewNamed(listCommands(), "remove");
  return (
    <div className="max-w-5xl">
      <RemoveCard view={view} input={inputOfQuery(view.controls, await searchParams)} />
    </div>
  );
}
