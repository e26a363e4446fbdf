"use client";

import { CircleCheck, CircleDashed, CircleX, Clock, KeyRound, TriangleAlert, Unplug } from "lucide-react";
import type { BackendState } from "#cli-bridge/protocol/backend-answer.ts";
import { toMomentWords } from "#components/shell/lost-since.ts";
import { useLostSince } from "#components/shell/use-lost-since.ts";
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
  const since = useLostSince();
  const { tone, Icon } = looks[since === undefined ? state : "checking"];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {stateWords[state]}
      {since !== undefined && ` at ${toMomentWords(since)}`}
    </Badge>
  );
}
