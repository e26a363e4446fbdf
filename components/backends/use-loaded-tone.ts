"use client";

import type { LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { useLostSince } from "#components/shell/use-lost-since.ts";

/** The look of a word about a model in memory; while the console does not answer nobody knows how it is. */
export function useLoadedTone(state: LoadedModel["state"] | undefined): "ok" | "accent" | "unknown" {
  const isOld = useLostSince() !== undefined;
  if (isOld) return "unknown";
  return state === "ready" ? "ok" : "accent";
}
