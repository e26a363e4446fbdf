import { Ban, CircleCheck, CircleX, Clock, Pause, Play, TriangleAlert, Unplug } from "lucide-react";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Badge } from "#components/ui/badge.tsx";
import { moodOf, moodWords } from "./outcome-words.ts";

const looks = {
  waiting: { tone: "unknown", Icon: Clock },
  running: { tone: "accent", Icon: Play },
  done: { tone: "ok", Icon: CircleCheck },
  found: { tone: "warning", Icon: TriangleAlert },
  failed: { tone: "danger", Icon: CircleX },
  cancelled: { tone: "unknown", Icon: Ban },
  paused: { tone: "accent", Icon: Pause },
  interrupted: { tone: "warning", Icon: Unplug },
} as const;

export function RunStateBadge({ run }: { run: Pick<RunRecord, "state" | "outcome"> }) {
  const mood = moodOf(run);
  const { tone, Icon } = looks[mood];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {moodWords[mood]}
    </Badge>
  );
}
