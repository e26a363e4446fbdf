import { Ban, CircleCheck, CircleX, Clock, Pause, Play, TriangleAlert, Undo2, Unplug } from "lucide-react";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Badge } from "#components/ui/badge.tsx";
import { moodOf, moodWords } from "./outcome-words.ts";
import type { UndoneBy } from "./undone-by.ts";

const looks = {
  waiting: { tone: "unknown", Icon: Clock },
  running: { tone: "accent", Icon: Play },
  done: { tone: "ok", Icon: CircleCheck },
  undone: { tone: "unknown", Icon: Undo2 },
  found: { tone: "warning", Icon: TriangleAlert },
  failed: { tone: "danger", Icon: CircleX },
  cancelled: { tone: "unknown", Icon: Ban },
  paused: { tone: "accent", Icon: Pause },
  interrupted: { tone: "warning", Icon: Unplug },
} as const;

type RunStateBadgeProps = {
  run: Pick<RunRecord, "state" | "outcome" | "progress">;
  undone?: UndoneBy | undefined;
};

export function RunStateBadge({ run, undone }: RunStateBadgeProps) {
  const mood = moodOf(run, undone?.isWhole);
  const { tone, Icon } = looks[mood];
  return (
    <Badge tone={tone} data-live={mood === "running" ? "grey" : undefined} icon={<Icon aria-hidden="true" />}>
      {moodWords[mood]}
      {mood === "undone" && ` by run ${undone?.id}`}
    </Badge>
  );
}
