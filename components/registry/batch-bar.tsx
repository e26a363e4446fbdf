"use client";

import { X } from "lucide-react";
import { useId } from "react";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import type { BatchDeed } from "./batch-deeds.ts";
import { BatchMore } from "./batch-more.tsx";
import { comparedMax, comparedMin, comparedWords } from "./compared-count.ts";
import type { EntryIndex } from "./entry-index.ts";
import type { Selection } from "./use-selection.ts";

const main = [
  ["verify", "Verify"],
  ["tag", "Add tag…"],
  ["role", "Set role…"],
] as const;

export type BatchBarProps = {
  selection: Selection;
  index: EntryIndex | undefined;
  onDeed: (deed: BatchDeed) => void;
};

/** What can be done with the models that are selected, at the foot of the list. */
export function BatchBar({ selection, index, onDeed }: BatchBarProps) {
  const { names, bytes, clear } = selection;
  return (
    <section
      aria-label="Selected models"
      data-slot="batch-bar"
      className="sticky bottom-0 z-20 flex min-h-11 shrink-0 animate-appear flex-wrap items-center gap-1 border-t bg-surface-2 px-3 py-1.5"
    >
      <Button
        variant="ghost"
        size="sm"
        className="-ml-1"
        icon={<X aria-hidden="true" />}
        aria-label="Clear selection"
        title="Clear selection (Esc)"
        onClick={clear}
      />
      <p
        aria-live="polite"
        className="mr-2 whitespace-nowrap font-medium max-wide:flex-1 max-wide:basis-[calc(100%-3rem)]"
      >
        {toNumberWords(names.size)} selected
        {index !== undefined && <span className="font-normal text-muted"> · {toByteWords(bytes)}</span>}
      </p>
      {main.map(([deed, words]) => (
        <Button key={deed} variant="ghost" size="sm" onClick={() => onDeed(deed)}>
          {words}
        </Button>
      ))}
      <CompareSelected names={[...names]} />
      <BatchMore names={names} index={index} onDeed={onDeed} />
      <Button variant="ghost" size="sm" className="text-danger!" onClick={() => onDeed("remove")}>
        Remove…
      </Button>
    </section>
  );
}

/** Where it does not apply it stays, with the reason beside it. */
function CompareSelected({ names }: { names: readonly string[] }) {
  const id = useId();
  if (names.length >= comparedMin && names.length <= comparedMax) {
    return (
      <LinkButton variant="ghost" size="sm" href={paths.compare(names)}>
        <span>Compare</span>
      </LinkButton>
    );
  }
  return (
    <span className="inline-flex items-center">
      <Button variant="ghost" size="sm" className="pr-1" aria-disabled={true} aria-describedby={id}>
        Compare
      </Button>
      <span id={id} className="mr-2 text-muted text-sm">
        {comparedWords}
      </span>
    </span>
  );
}
