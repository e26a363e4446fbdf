import {
  CircleCheck,
  CircleX,
  Download,
  Hourglass,
  Play,
  Radar,
  Square,
  Trash2,
  TriangleAlert,
  Unplug,
} from "lucide-react";
import type { ActivityKind } from "#cli-bridge/protocol/activity-event.ts";

/** Each kind of event as a word, a tone and a sign. */
export const activityLooks = {
  discovered: { word: "Found", tone: "neutral", Icon: Radar },
  online: { word: "Online", tone: "ok", Icon: CircleCheck },
  offline: { word: "Offline", tone: "unknown", Icon: Unplug },
  loading: { word: "Loading", tone: "accent", Icon: Hourglass },
  loaded: { word: "Loaded", tone: "ok", Icon: CircleCheck },
  unloaded: { word: "Unloaded", tone: "neutral", Icon: Square },
  pulled: { word: "New model", tone: "neutral", Icon: Download },
  deleted: { word: "Model gone", tone: "neutral", Icon: Trash2 },
  started: { word: "Started", tone: "ok", Icon: Play },
  stopped: { word: "Stopped", tone: "neutral", Icon: Square },
  crashed: { word: "Died", tone: "danger", Icon: CircleX },
  warning: { word: "Warning", tone: "warning", Icon: TriangleAlert },
} as const satisfies Record<ActivityKind, object>;
