import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { ServerGuide } from "#cli-bridge/protocol/server-setup.ts";

/** `running` where one of this machine answers in whatever way; `unknown` until those that are known were asked. */
export function ollamaHere(
  backends: readonly Pick<BackendAnswer, "kind" | "isLocal" | "state">[],
  { program }: Pick<ServerGuide, "program">,
): "absent" | "stopped" | "running" | "unknown" {
  const states = backends
    .filter(({ kind, isLocal }) => kind === "ollama" && isLocal)
    .map(({ state }) => state);
  if (states.some((state) => state !== "offline" && state !== "checking")) return "running";
  if (states.includes("checking")) return "unknown";
  return program === undefined ? "absent" : "stopped";
}
