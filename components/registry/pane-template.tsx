import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { FactList, isTable, toFacts } from "./fact-list.tsx";

export function PaneTemplate({ chatTemplate, raw }: Pick<EntryDetails, "chatTemplate" | "raw">) {
  const facts = isTable(chatTemplate) ? toFacts(chatTemplate) : [];
  const preview = previewOf(raw);
  if (facts.length === 0 && preview === undefined) {
    return <p className="text-muted">Nothing is known of a chat template.</p>;
  }
  return (
    <div className="flex flex-col gap-4">
      <FactList facts={facts} />
      {preview !== undefined && <CodeBlock text={preview} label="the beginning of the template" />}
    </div>
  );
}

/** The registry keeps the first lines of a template that stands inside the weights. */
function previewOf(raw: unknown): string | undefined {
  const metadata = isTable(raw) && isTable(raw.metadata) ? raw.metadata : {};
  const preview = metadata.embedded_chat_template_preview;
  return typeof preview === "string" ? preview : undefined;
}
