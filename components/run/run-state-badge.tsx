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
import { isGivenUp } from "./going-on.ts";
import { moodOf, moodWords } from "./outcome-words.ts";
import { isRehearsal } from "./rehearsal.ts";
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

const givenUp = { tone: "unknown", Icon: Ban, words: "Given up" } as const;
const rehearsed = { tone: "unknown", Icon: Eye, words: "Rehearsal" } as const;

export function RunStateBadge({ run, undone }: { run: RunRecord; undone?: UndoneBy | undefined }) {
  const mood = moodOf(run, undone?.isWhole);
  const { tone, Icon, words } = lookOf(run, mood);
  return (
    <Badge tone={tone} data-live={mood === "running" ? "grey" : undefined} icon={<Icon aria-hidden="true" />}>
      {words}
      {mood === "undone" && ` by run ${undone?.id}`}
    </Badge>
  );
}

/** What went well in a rehearsal has done nothing, and what was given up waits for nobody. */
function lookOf(run: RunRecord, mood: keyof typeof looks) {
  if (mood !== "undone" && isGivenUp(run)) return givenUp;
  if (mood === "done" && isRehearsal(run)) return rehearsed;
  return { ...looks[mood], words: moodWords[mood] };
}
