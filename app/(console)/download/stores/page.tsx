import type { Metadata } from "next";
import { CommandChoice } from "#components/command/command-choice.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewsOf } from "#components/command/views-of.ts";
import { ImportPlaces } from "#components/hub/import-places.tsx";
import { paths } from "#lib/paths.ts";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "LM Studio and caches" };

const imports = ["import-lmstudio", "import-hf-cache", "import-file", "import-models", "export-models"];

export default async function StoresPage({ searchParams }: PageProps<"/download/stores">) {
  const { command, ...query } = await searchParams;
  const views = viewsOf(listCommands(), imports);
  const chosen = views.find(({ name }) => name === command) ?? views[0];
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <ImportPlaces title="On this machine" kinds={["lmstudio", "hubCache"]} />
      <CommandChoice
        label="Imports"
        path={paths.downloadStores()}
        views={views}
        chosen={chosen?.name}
        {...(chosen && { input: inputOfQuery(chosen.controls, query) })}
      />
    </div>
  );
}
