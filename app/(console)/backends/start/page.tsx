import type { Metadata } from "next";
import { StartedServers } from "#components/backends/started-servers.tsx";
import { CommandCard } from "#components/command/command-card.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewNamed } from "#components/command/views-of.ts";
import { ManualReference } from "#components/managed/manual-reference.tsx";
import { ServerConfig } from "#components/managed/server-config.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Section } from "#components/ui/section.tsx";
import { listCommands, readBackends, readServers } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Start a server" };

export default async function StartServerPage({ searchParams }: PageProps<"/backends/start">) {
  const commands = listCommands();
  const start = viewNamed(commands, "backend-start");
  const query = await searchParams;
  const setup = await readServers(query.entry);
  return (
    <div className="flex min-w-0 flex-col gap-8">
      <StartedServers initial={readBackends().backends} />
      <div className="max-w-4xl">
        <CommandCard view={start} input={inputOfQuery(start.controls, query)} hasExamples={true} />
      </div>
      <Section
        title="What Ollama is told"
        description="Saved here, and told to Ollama whenever the console starts it."
      >
        <div className="max-w-4xl">
          <Expander title="Its variables">
            <ServerConfig setup={setup} view={viewNamed(commands, "backend-config")} isManaged={true} />
          </Expander>
        </div>
      </Section>
      <Section title="By hand" description="How each server is started without the console.">
        <ManualReference guides={setup.guides} />
      </Section>
    </div>
  );
}
