"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import type { BatchDeed } from "./batch-deeds.ts";
import { BatchMore } from "./batch-more.tsx";
import { comparedMax } from "./compared-max.ts";
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
  const canCompare = names.size >= 2 && names.size <= comparedMax;
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
      {canCompare && (
        <Link
          href={paths.compare([...names])}
          className="inline-flex h-7 shrink-0 items-center rounded-md px-2 font-medium text-sm hover:bg-surface-3"
        >
          Compare
        </Link>
      )}
      <BatchMore names={names} index={index} onDeed={onDeed} />
      <Button variant="ghost" size="sm" className="text-danger!" onClick={() => onDeed("remove")}>
        Remove…
      </Button>
    </section>
  );
}
