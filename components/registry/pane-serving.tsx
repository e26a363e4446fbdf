import type { ReactNode } from "react";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { FactList, toFacts } from "./fact-list.tsx";

/** How the model is served: where, with which arguments, and what it is asked with by default. */
export function PaneServing({ details }: { details: EntryDetails }) {
  const { backend, servedModelId, backendConfig, generationDefaults } = details;
  const { extra_args: plainArgs, extraArgs = plainArgs, ...config } = backendConfig;
  const words = Array.isArray(extraArgs) ? extraArgs.filter((word) => typeof word === "string") : [];
  const defaults = toFacts(generationDefaults);
  return (
    <div className="flex flex-col gap-6">
      <FactList facts={[["Backend", backend], ["Served as", servedModelId], ...toFacts(config)]} />
      <Part title="Extra arguments">
        {words.length === 0 ? (
          <p className="text-muted">None.</p>
        ) : (
          <CodeBlock text={toArgumentLines(words)} label="the extra arguments" />
        )}
      </Part>
      <Part title="Generation defaults">
        {defaults.length === 0 ? (
          <p className="text-muted">The backend's own.</p>
        ) : (
          <FactList facts={defaults} />
        )}
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  );
}

/** One option a line, with its value behind it. */
export function toArgumentLines(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const before = lines.at(-1);
    const isValue = before?.startsWith("-") && !before.includes(" ") && !word.startsWith("-");
    if (isValue) lines[lines.length - 1] = `${before} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
