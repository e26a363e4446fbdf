import type { ProgressPart } from "#cli-bridge/protocol/progress.ts";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { toByteWords } from "#lib/format.ts";
import { paceWords } from "./progress-words.ts";

const stateWords: Readonly<Record<ProgressPart["state"], string>> = {
  waiting: "waiting",
  going: "",
  checking: "checking",
  done: "done",
  failed: "failed",
};

const tones = {
  waiting: "accent",
  going: "accent",
  checking: "accent",
  done: "ok",
  failed: "danger",
} as const;

function standingOf(part: ProgressPart): string {
  return part.state === "going" ? (paceWords(part) ?? "") : stateWords[part.state];
}

/** The files that a run has in hand: a row each where there is room, two lines where there is not. */
export function ProgressParts({ parts }: { parts: readonly ProgressPart[] }) {
  return (
    <table className="w-full table-fixed text-sm max-wide:block">
      <caption className="sr-only">Files</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">File</th>
          <th scope="col">Progress</th>
          <th scope="col">Size</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody className="max-wide:block">
        {parts.map((part) => (
          <tr
            key={part.name}
            className="h-7 max-wide:flex max-wide:h-auto max-wide:flex-wrap max-wide:items-center max-wide:gap-x-3 max-wide:py-1"
          >
            <td className="truncate pr-3 font-mono max-wide:w-full max-wide:pr-0" title={part.name}>
              {part.name}
            </td>
            <td className="w-40 pr-3 max-wide:w-auto max-wide:flex-1">
              <ProgressBar
                value={part.total === undefined ? undefined : part.total === 0 ? 1 : part.done / part.total}
                label={part.name}
                tone={part.stalledSeconds !== undefined ? "warning" : tones[part.state]}
              />
            </td>
            <td className="w-40 pr-3 text-right text-muted tabular-nums max-wide:w-auto">
              {toByteWords(part.done)}
              {part.total !== undefined && part.done < part.total && ` of ${toByteWords(part.total)}`}
            </td>
            <td
              data-state={part.state}
              className="w-28 text-muted tabular-nums data-[state=failed]:text-danger max-wide:w-auto"
            >
              {standingOf(part)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
