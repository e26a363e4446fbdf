import type { Progress } from "#cli-bridge/protocol/progress.ts";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { ProgressParts } from "./progress-parts.tsx";
import { progressWords, shareOf } from "./progress-words.ts";

type RunProgressProps = { progress: Progress; label: string; hasWords?: boolean; partsMax?: number };

/** How far a run is: in words, as a bar, and file by file where it has several in hand. */
export function RunProgress({ progress, label, hasWords = true, partsMax }: RunProgressProps) {
  const { parts, stalledSeconds, waitsFor } = progress;
  const isHeld = stalledSeconds !== undefined || waitsFor !== undefined;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {hasWords && (
        <p data-live="" className="text-sm">
          {progressWords(progress)}
        </p>
      )}
      <ProgressBar value={shareOf(progress)} label={label} tone={isHeld ? "warning" : "accent"} />
      {parts && parts.length > 0 && <ProgressParts parts={parts} shownMax={partsMax} />}
    </div>
  );
}
