import type { BackendAnswer, BackendModel, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";

/** What each server that answered has, by the server's id. */
export type Listings = Readonly<Record<string, readonly BackendModel[] | undefined>>;

export type Place = { backend: BackendAnswer; model: BackendModel; loaded: LoadedModel | undefined };

/** A model by its name, and every server that has it. */
export type PlacedModel = { id: string; places: readonly Place[] };

/** All models of all servers, each once, those in memory first. */
export function placedModels(backends: readonly BackendAnswer[], listings: Listings): PlacedModel[] {
  const placed = new Map<string, Place[]>();
  for (const backend of backends)
    for (const model of listings[backend.id] ?? []) {
      const loaded = backend.loaded.find((each) => each.model === model.id || each.id === model.id);
      placed.set(model.id, [...(placed.get(model.id) ?? []), { backend, model, loaded }]);
    }
  return [...placed]
    .map(([id, places]) => ({ id, places }))
    .toSorted((one, other) => inMemory(other) - inMemory(one) || one.id.localeCompare(other.id));
}

const inMemory = ({ places }: PlacedModel): number => places.filter(({ loaded }) => loaded).length;

/** What the servers have in memory, all together. */
export function memoryOfAll(backends: readonly BackendAnswer[]): { models: number; bytes: number } {
  const loaded = backends.flatMap((backend) => backend.loaded);
  return { models: loaded.length, bytes: loaded.reduce((sum, { bytes = 0 }) => sum + bytes, 0) };
}

const requestsAt = ({ backend: { requests } }: Place) => (requests?.running ?? 0) + (requests?.waiting ?? 0);
const isIdle = (place: Place) =>
  place.loaded?.state === "ready" && place.backend.state === "healthy" && requestsAt(place) === 0;

/** Where it would be answered sooner: one server is busy with it and another has it idle in memory. */
export function suggestionOf({ places }: PlacedModel): string | undefined {
  const held = places.filter(({ loaded }) => loaded !== undefined);
  const busy = held
    .filter((place) => requestsAt(place) > 0)
    .toSorted((a, b) => requestsAt(b) - requestsAt(a))[0];
  const slow = busy ?? held.find((place) => !isIdle(place));
  const idle = held.find(isIdle);
  if (!slow || !idle) return undefined;
  const why = busy
    ? `is busy with ${requestsAt(busy) === 1 ? "one request" : `${requestsAt(busy)} requests`}`
    : "does not have it ready";
  return `${slow.backend.name} ${why}; ${idle.backend.name} has it idle.`;
}
