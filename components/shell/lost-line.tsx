"use client";

import { TriangleAlert } from "lucide-react";
import { toMomentWords } from "./lost-since.ts";
import { useLostSince } from "./use-lost-since.ts";

/** What is live elsewhere on the page takes these words up, as its style says. */
function sayAsOf(since: number): void {
  document.body.style.setProperty("--as-of", `" · as of ${toMomentWords(since)}"`);
}

/** Says on every page that nobody tells it anything any more. It is there before its words, so that they are read out once. */
export function LostLine() {
  const since = useLostSince();
  return (
    <div role="status">
      {since !== undefined && (
        <p
          data-slot="lost-line"
          ref={() => sayAsOf(since)}
          className="flex animate-appear items-center gap-3 border-warning/40 border-t bg-warning-soft px-4 py-2 text-sm wide:px-6"
        >
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warning" />
          The console does not answer. What is shown is from {toMomentWords(since)}.
        </p>
      )}
    </div>
  );
}
