import type { BackendAnswer, BackendModel, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { toCountWords } from "#lib/format.ts";
import { sumOfMemoryWords } from "./loaded-words.ts";

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

/** `3 models in memory, 24 GB`; the size only where any server told one. */
export function memoryOfAllWords(backends: readonly BackendAnswer[]): string {
  const loaded = backends.flatMap((backend) => backend.loaded);
  const memory = sumOfMemoryWords(loaded);
  return `${toCountWords(loaded.length, "model")} in memory${memory === undefined ? "" : `, ${memory}`}`;
}
