import { CircleCheck, CircleDashed, CircleX, Clock, KeyRound, TriangleAlert, Unplug } from "lucide-react";
import type { BackendState } from "#cli-bridge/protocol/backend-answer.ts";
import { Badge } from "#components/ui/badge.tsx";
import { stateWords } from "./backend-words.ts";

const looks = {
  checking: { tone: "unknown", Icon: CircleDashed },
  healthy: { tone: "ok", Icon: CircleCheck },
  starting: { tone: "accent", Icon: Clock },
  unhealthy: { tone: "warning", Icon: TriangleAlert },
  timeout: { tone: "warning", Icon: Clock },
  offline: { tone: "unknown", Icon: Unplug },
  error: { tone: "danger", Icon: CircleX },
  "needs-token": { tone: "warning", Icon: KeyRound },
} as const;

export function BackendStateBadge({ state }: { state: BackendState }) {
  const { tone, Icon } = looks[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {stateWords[state]}
    </Badge>
  );
}
