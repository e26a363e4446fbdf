import { Eye, Flame, PenLine } from "lucide-react";
import type { Effect } from "#cli-bridge/protocol/run-record.ts";
import { Badge } from "#components/ui/badge.tsx";

const looks = {
  reads: { tone: "neutral", Icon: Eye, words: "Reads only" },
  changes: { tone: "warning", Icon: PenLine, words: "Changes the registry" },
  destroys: { tone: "danger", Icon: Flame, words: "Destroys" },
} as const;

/** The worst that a use of a command can do: by icon, word and colour. What it changes is said where it is not the registry. */
export function EffectBadge({ effect, changes }: { effect: Effect; changes?: string | undefined }) {
  const { tone, Icon, words } = looks[effect];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {effect === "changes" && changes !== undefined ? `Changes ${changes}` : words}
    </Badge>
  );
}
