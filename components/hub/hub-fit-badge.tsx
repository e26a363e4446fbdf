import { Ban, CircleCheck, Gauge, Layers, MemoryStick } from "lucide-react";
import type { FitEstimate } from "#cli-bridge/protocol/memory-fit.ts";
import { Badge } from "#components/ui/badge.tsx";
import { fitWordsOf } from "#lib/weights/fit/fit-words.ts";

const looks = {
  "fits-gpu": { tone: "ok", Icon: CircleCheck },
  "fits-tight": { tone: "warning", Icon: Gauge },
  "partial-gpu": { tone: "warning", Icon: Layers },
  "fits-ram": { tone: "accent", Icon: MemoryStick },
  "too-big": { tone: "danger", Icon: Ban },
} as const;

/** Whether it fits this machine now: by icon, word and colour, and in a sentence on hover. */
export function HubFitBadge({ fit }: { fit: FitEstimate }) {
  const { tone, Icon } = looks[fit.class];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />} title={fit.says}>
      {fitWordsOf(fit)}
    </Badge>
  );
}
