import type { ProgressPart } from "#cli-bridge/protocol/progress.ts";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { toByteWords, toCountWords } from "#lib/format.ts";
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

type ProgressPartsProps = { parts: readonly ProgressPart[]; shownMax?: number | undefined };

/** The files that a run has in hand: a row each where there is room, two lines where there is not. */
export function ProgressParts({ parts, shownMax = parts.length }: ProgressPartsProps) {
  const rest = parts.length - shownMax;
  return (
    <>
      <PartsTable parts={parts.slice(0, shownMax)} />
      {rest > 0 && <p className="text-muted text-sm">and {toCountWords(rest, "more file", "more files")}</p>}
    </>
  );
}

function PartsTable({ parts }: Pick<ProgressPartsProps, "parts">) {
  return (
    <table className="w-full table-fixed text-sm max-wide:block">
      <caption className="sr-only">Files</caption>
      <colgroup>
        <col />
        <col className="w-48" />
        <col className="w-40" />
        <col className="w-28" />
      </colgroup>
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
            <td className="pr-3 max-wide:flex-1">
              <ProgressBar
                value={part.total === undefined ? undefined : part.total === 0 ? 1 : part.done / part.total}
                label={part.name}
                tone={part.stalledSeconds !== undefined ? "warning" : tones[part.state]}
              />
            </td>
            <td className="pr-3 text-right text-muted tabular-nums">
              {toByteWords(part.done)}
              {part.total !== undefined && part.done < part.total && ` of ${toByteWords(part.total)}`}
            </td>
            <td data-state={part.state} className="text-muted tabular-nums data-[state=failed]:text-danger">
              {standingOf(part)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
