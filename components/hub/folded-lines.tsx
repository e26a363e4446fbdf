"use client";

import { useState } from "react";
import { toNumberWords } from "#lib/format.ts";

type FoldedLinesProps = {
  lines: readonly string[];
  /** As many stand open, which is enough for most. */
  openMax: number;
};

/** A list of which the first lines stand open, and the rest is there for whoever asks. */
export function FoldedLines({ lines, openMax }: FoldedLinesProps) {
  const [isOpen, setOpen] = useState(false);
  const more = lines.length - openMax;
  return (
    <>
      <Lines lines={lines.slice(0, openMax)} />
      {more > 0 && (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary className="w-fit rounded-sm text-ink underline underline-offset-2">
            and {toNumberWords(more)} more
          </summary>
          {isOpen && <Lines lines={lines.slice(openMax)} className="mt-1 max-h-60 overflow-y-auto" />}
        </details>
      )}
    </>
  );
}

function Lines({ lines, className = "" }: { lines: readonly string[]; className?: string }) {
  return (
    <ul className={`list-disc break-words pl-4 ${className}`}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
