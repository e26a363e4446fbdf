import type { Metadata } from "next";
import { CommandChoice } from "#components/command/command-choice.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { HealthPanel } from "#components/command/health-panel.tsx";
import { viewNamed, viewsOf } from "#components/command/views-of.ts";
import { paths } from "#lib/paths.ts";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Normalise" };

const operations = ["normalize-formats", "rebuild", "refresh-architecture"];

export default async function MaintenancePage({ searchParams }: PageProps<"/maintenance">) {
  const { command, ...query } = await searchParams;
  const views = viewsOf(listCommands(), operations);
  const chosen = views.find(({ name }) => name === command) ?? views[0];
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <HealthPanel disabled={viewNamed(listCommands(), "doctor").disabled} />
      <CommandChoice
        label="Normalise"
        path={paths.maintenance()}
        views={views}
        chosen={chosen?.name}
        {...(chosen && { input: inputOfQuery(chosen.controls, query) })}
      />
    </div>
  );
}
