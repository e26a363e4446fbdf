import type { BackendAnswer, BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { stateWords } from "#components/backends/backend-words.ts";
import { toByteWords } from "#lib/format.ts";
import { goingLoad } from "./going-load.ts";
import { canTalk, isTalker, loadedOf } from "./model-choices.ts";

/** What keeps a message from being sent, and what can be done about it here. */
export type Obstacle = { says: string; deed?: "start-ollama" | "start" | "look" };

export type Sending = {
  backend: BackendAnswer | undefined;
  model: string;
  /** What is known of its models; nothing until the server was asked. */
  models: readonly BackendModel[] | undefined;
  /** What this console is doing. */
  runs?: readonly RunRecord[];
};

/** Why nothing can be sent now; nothing where it can. */
export function sendingObstacle({ backend, model, models, runs = [] }: Sending): Obstacle | undefined {
  if (!backend) return { says: "Its server is no longer known here. Choose another model above." };
  const { name, state, problem } = backend;
  if (state === "starting") return { says: `${name} is starting. Sending waits until it is ready.` };
  if (state === "checking") return { says: `${name} is being asked how it is.` };
  if (state === "needs-token") return { says: `${name} needs a key.`, deed: "look" };
  if (state !== "healthy")
    return {
      says:
        state === "offline" ? `${name} is offline.` : (problem?.message ?? `${name}: ${stateWords[state]}.`),
      deed: startDeed(backend),
    };
  const loading = goingLoad(backend, runs);
  if (loading) {
    const share = loading.progress === undefined ? "" : ` (${Math.round(loading.progress * 100)} %)`;
    return { says: `${name} is loading ${loading.model}${share}. Sending waits until it is ready.` };
  }
  if (!isTalker(backend)) return { says: `${name} cannot be talked to. Choose another model above.` };
  const known = models?.find(({ id }) => id === model);
  if (known && !canTalk(known)) return { says: `${model} cannot be talked to. Choose another model above.` };
  if (models && !known && !loadedOf(backend, model))
    return { says: `${name} no longer has ${model}. Choose another model above.` };
  return undefined;
}

/** A server of another machine is not ours to start, nor what stands before one of this machine and encrypts. */
function startDeed({ kind, isLocal, state, url }: BackendAnswer): NonNullable<Obstacle["deed"]> {
  if (!isLocal || state !== "offline" || !url.startsWith("http:")) return "look";
  return kind === "ollama" ? "start-ollama" : "start";
}

/** What comes before the first word where the model is not in memory. */
export function loadsFirst({ backend, model, models }: Sending): string | undefined {
  if (!backend?.capabilities.includes("load") || loadedOf(backend, model)) return undefined;
  const bytes = models?.find(({ id }) => id === model)?.bytes;
  return `${model} will be loaded first${bytes === undefined ? "" : ` (${toByteWords(bytes)})`}.`;
}
