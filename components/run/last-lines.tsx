import { AnsiText } from "./ansi-text.tsx";
import type { RunWatch } from "./run-watch.ts";

const shownMax = 12;
const wholeMax = 500;

type LastLinesProps = { watch: RunWatch; lines: number; hasEnded: boolean; isWhole?: boolean };

/** The end of what a run printed, for a place where a whole log would be too much. */
export function LastLines({ watch: { buffer }, lines, hasEnded, isWhole = false }: LastLinesProps) {
  if (lines === 0) {
    return (
      <p className="text-muted text-sm">{hasEnded ? "It printed nothing." : "It has printed nothing yet."}</p>
    );
  }
  const first = Math.max(0, lines - (isWhole ? wholeMax : shownMax));
  return (
    <div
      role="log"
      aria-live="off"
      aria-label="Last lines"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-md bg-surface-2 px-3 py-2 font-mono text-sm"
    >
      {Array.from({ length: lines - first }, (_, offset) => {
        const line = buffer.at(first + offset);
        return (
          line && (
            <div key={line.line} className="whitespace-pre">
              <AnsiText text={line.text} />
            </div>
          )
        );
      })}
    </div>
  );
}
