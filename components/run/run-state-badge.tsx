import {
  Ban,
  CircleCheck,
  CircleX,
  Clock,
  Eye,
  Pause,
  Play,
  TriangleAlert,
  Undo2,
  Unplug,
} from "lucide-react";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Badge } from "#components/ui/badge.tsx";
import { moodOf, moodWords } from "./outcome-words.ts";
import { endingOf } from "./run-ending.ts";
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
  "given up": { tone: "unknown", Icon: Ban },
  rehearsed: { tone: "unknown", Icon: Eye },
} as const;

const words = { ...moodWords, "given up": "Given up", rehearsed: "Rehearsal" };

export function RunStateBadge({ run, undone }: { run: RunRecord; undone?: UndoneBy | undefined }) {
  const mood = moodOf(run, undone?.isWhole);
  const ending = endingOf(run, mood);
  const { tone, Icon } = looks[ending];
  return (
    <Badge tone={tone} data-live={mood === "running" ? "grey" : undefined} icon={<Icon aria-hidden="true" />}>
      {words[ending]}
      {mood === "undone" && ` by run ${undone?.id}`}
    </Badge>
  );
}
