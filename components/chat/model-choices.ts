import type { BackendAnswer, BackendModel, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { orderBackends } from "#components/backends/backend-words.ts";
import type { Listings } from "#components/backends/placed-models.ts";
import type { ActiveModel } from "#components/backends/use-active-model.ts";

/** A model at a server. */
export type ModelPick = { instance: string; model: string };

export type ModelChoice = { id: string; bytes: number | undefined; isLoaded: boolean };
export type ModelGroup = { backend: BackendAnswer; models: readonly ModelChoice[] };

/** One whose server says nothing of what it can do is taken for one that talks. */
export const canTalk = ({ capabilities = [] }: Pick<BackendModel, "capabilities">): boolean =>
  capabilities.includes("completion") || !capabilities.includes("embedding");

export const isTalker = ({ capabilities }: BackendAnswer): boolean => capabilities.includes("chat");

/** What a server has in memory of a model, by whichever of its names. */
export const loadedOf = (backend: BackendAnswer | undefined, model: string): LoadedModel | undefined =>
  backend?.loaded.find((each) => each.model === model || each.id === model);

/** Every model that can be talked to, by server; those in memory come first. */
export function modelGroups(backends: readonly BackendAnswer[], listings: Listings): ModelGroup[] {
  const groups = orderBackends(backends.filter(isTalker)).map((backend) => ({
    backend,
    models: (listings[backend.id] ?? [])
      .filter(canTalk)
      .map(({ id, bytes }) => ({ id, bytes, isLoaded: loadedOf(backend, id)?.state === "ready" }))
      .toSorted(
        (one, other) => Number(other.isLoaded) - Number(one.isLoaded) || one.id.localeCompare(other.id),
      ),
  }));
  return groups.filter(({ models }) => models.length > 0);
}

/** The model that a new chat begins with: the one this person works with, else one in memory, else the first. */
export function preferredPick(
  backends: readonly BackendAnswer[],
  active: ActiveModel | undefined,
  groups: readonly ModelGroup[] = [],
): ModelPick | undefined {
  const talkers = orderBackends(
    backends.filter((backend) => isTalker(backend) && backend.state === "healthy"),
  );
  if (active && talkers.some(({ id }) => id === active.server))
    return { instance: active.server, model: active.model };
  for (const { id, loaded } of talkers) {
    const known = groups.find(({ backend }) => backend.id === id)?.models;
    const ready = loaded.find(
      ({ state, model }) => state === "ready" && (!known || known.some((each) => each.id === model)),
    );
    if (ready) return { instance: id, model: ready.model };
  }
  const [first] = groups;
  const model = first?.models[0];
  return first && model && { instance: first.backend.id, model: model.id };
}
