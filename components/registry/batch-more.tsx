"use client";

import { lazy } from "react";
import { MadeAtPress } from "#components/ui/made-at-press.tsx";
import type { BatchDeed } from "./batch-deeds.ts";
import type { EntryIndex } from "./entry-index.ts";
import { FilterButton } from "./filter-button.tsx";

const MadeBatchMore = lazy(() =>
  import("./made-batch-more.tsx").then((room) => ({ default: room.MadeBatchMore })),
);

export type BatchMoreProps = {
  names: ReadonlySet<string>;
  index: EntryIndex | undefined;
  onDeed: (deed: BatchDeed) => void;
};

export function BatchMore(props: BatchMoreProps) {
  return (
    <MadeAtPress
      button={(press) => (
        <FilterButton title="More" aria-label="More for the selection" aria-haspopup="menu" onClick={press} />
      )}
      menu={() => <MadeBatchMore {...props} />}
    />
  );
}
