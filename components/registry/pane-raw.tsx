import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Expander } from "#components/ui/expander.tsx";

/** The entry as it stands: what counts, and what each layer says of it. */
export function PaneRaw({ raw, layers }: Pick<EntryDetails, "raw" | "layers">) {
  const parts = [
    ["As it counts", raw],
    ["Curated layer", layers.curated],
    ["Discovered layer", layers.discovered],
  ] as const;
  return (
    <div className="flex flex-col gap-3">
      {parts.map(
        ([title, value], index) =>
          value !== undefined && (
            <Expander key={title} title={title} open={index === 0}>
              <CodeBlock
                text={JSON.stringify(value, undefined, 2)}
                label={`the JSON, ${title.toLowerCase()}`}
              />
            </Expander>
          ),
      )}
    </div>
  );
}
