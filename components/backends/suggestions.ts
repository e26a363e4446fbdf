import type { BackendAnswer, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { toCountWords } from "#lib/format.ts";

/** A server, and the model in question where it holds it in memory. */
type Holder = { backend: BackendAnswer; loaded: LoadedModel | undefined };

const requestsAt = ({ backend: { requests } }: Holder) => (requests?.running ?? 0) + (requests?.waiting ?? 0);
const isIdle = (holder: Holder) =>
  holder.loaded?.state === "ready" && holder.backend.state === "healthy" && requestsAt(holder) === 0;

type Named = { who: string; what: string };

const wordsOf = (slow: Holder, idle: Holder, { who, what }: Named): string => {
  const requests = requestsAt(slow);
  const why =
    requests > 0 ? `is busy with ${toCountWords(requests, "request")}` : `does not have ${what} ready`;
  return `${who} ${why}; ${idle.backend.name} has ${what} idle.`;
};

/** Where a model would be answered sooner: one server is busy with it and another has it idle in memory. */
export function suggestionOf(holders: readonly Holder[]): string | undefined {
  const held = holders.filter(({ loaded }) => loaded !== undefined);
  const [busiest] = held.toSorted((one, other) => requestsAt(other) - requestsAt(one));
  const slow = busiest && requestsAt(busiest) > 0 ? busiest : held.find((holder) => !isIdle(holder));
  const idle = held.find(isIdle);
  return slow && idle && wordsOf(slow, idle, { who: slow.backend.name, what: "it" });
}

/** The same as seen from a server: who has idle what this one is busy with. */
export function suggestionAt(backend: BackendAnswer, backends: readonly BackendAnswer[]): string | undefined {
  const others = backends.filter(({ id }) => id !== backend.id);
  for (const loaded of backend.loaded) {
    const here = { backend, loaded };
    const idle = others
      .map((other) => ({ backend: other, loaded: other.loaded.find(({ model }) => model === loaded.model) }))
      .find(isIdle);
    if (idle && !isIdle(here)) return wordsOf(here, idle, { who: "It", what: loaded.model });
  }
  return undefined;
}
