import { lazy, Suspense } from "react";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toCapabilityWords } from "./capability-letters.tsx";
import { EditFields } from "./edit-closed.tsx";
import { toEvidenceWords } from "./evidence-words.ts";
import { type Fact, FactList, isTable, toFacts, toText } from "./fact-list.tsx";
import { toFormatWords, toQuantWords } from "./model-words.ts";
import { sizeWords } from "./size-words.ts";
import type { EntryEdit } from "./use-entry-edit.ts";

const EditNotes = lazy(() => import("./edit-notes.tsx").then(({ EditNotes }) => ({ default: EditNotes })));

export function PaneOverview({ details, edit }: { details: EntryDetails; edit: EntryEdit }) {
  const architecture = toFacts(plainOf(details.architecture));
  return (
    <div className="flex flex-col gap-6">
      <FactList facts={ownFacts(details)} />
      <Suspense>
        <EditFields edit={edit}>
          <EditNotes edit={edit} />
        </EditFields>
      </Suspense>
      {architecture.length > 0 && (
        <section className="flex flex-col gap-2">
          <h3 className="font-medium">Architecture</h3>
          <FactList facts={architecture} />
        </section>
      )}
    </div>
  );
}

function ownFacts(details: EntryDetails): Fact[] {
  const { format, quantization, producer, family, backend, location, path, license, checksum } = details;
  const { downloadedAt, lastAccessed, aliases, layer, capabilities } = details;
  return [
    ["Name", <code key="name">{details.name}</code>],
    ["Backend", backend],
    ["Format", format && toFormatWords(format)],
    ["Quantisation", quantization && toQuantWords(quantization)],
    ["Evidence", toEvidenceWords(details.raw)],
    ["Producer", producer],
    ["Family", family],
    ["Capabilities", toCapabilityWords(capabilities)],
    ["Size", sizeWords(details)],
    ["Location", location],
    ["Path", path && <code key="path">{path}</code>],
    ["Licence", license],
    ["Source", sourceWords(details.source)],
    ["Also called", aliases.length === 0 ? undefined : aliases.join(", ")],
    ["Layer", layer === "curated" ? "curated (kept by hand)" : "discovered (kept by tools)"],
    ["Checksum", checksum && <code key="checksum">{checksum}</code>],
    ["Added", downloadedAt && <TimeAgo key="added" at={downloadedAt} />],
    ["Last touched", lastAccessed && <TimeAgo key="touched" at={lastAccessed} />],
  ];
}

function sourceWords(source: unknown): string | undefined {
  if (!isTable(source)) return toText(source);
  const id = source.huggingface_id ?? source.huggingfaceId;
  return typeof id === "string" ? `Hugging Face: ${id}` : toText(source);
}

/** Tables within the architecture say where its figures came from; they stand under Raw. */
function plainOf(table: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).filter(([, value]) => typeof value !== "object"));
}
