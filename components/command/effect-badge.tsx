import { Eye, Flame, PenLine } from "lucide-react";
import type { Effect } from "#cli-bridge/protocol/run-record.ts";
import { Badge } from "#components/ui/badge.tsx";

const looks = {
  reads: { tone: "neutral", Icon: Eye, words: "Reads only" },
  changes: { tone: "warning", Icon: PenLine, words: "Changes the registry" },
  destroys: { tone: "danger", Icon: Flame, words: "Destroys" },
} as const;

/** The worst that a use of a command can do: by icon, word and colour. */
export function EffectBadge({ effect }: { effect: Effect }) {
  const { tone, Icon, words } = looks[effect];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {words}
    </Badge>
  );
}
