import type {
  BackendAbility,
  BackendAnswer,
  BackendModel,
  BackendState,
  LoadedModel,
} from "#cli-bridge/protocol/backend-answer.ts";
import { type Standing, unasked } from "./standing.ts";

/** The last word on a server, part by part. A part that could not be asked keeps what it said before. */
export type Seen = {
  standing: Standing;
  loaded: readonly LoadedModel[];
  requests: BackendAnswer["requests"];
  models: readonly BackendModel[] | undefined;
  modelsAt: number | undefined;
  version: string | undefined;
  versionAt: number | undefined;
  abilities: readonly BackendAbility[];
  latencies: readonly number[];
  checkedAt: number | undefined;
};

const latenciesMax = 60;

export const unseen: Seen = {
  ...{
    standing: unasked,
    loaded: [],
    requests: undefined,
    models: undefined,
    modelsAt: undefined,
    version: undefined,
  },
  ...{ versionAt: undefined, abilities: [], latencies: [], checkedAt: undefined },
};

export const withLatency = (latencies: readonly number[], latest: number): readonly number[] =>
  [...latencies, latest].slice(-latenciesMax);

/** Models are in memory only where there is a process to hold them. */
export const loadedNow = (seen: Seen): readonly LoadedModel[] =>
  holdsModels(seen.standing.state) ? seen.loaded : [];

/** The list is older than what is known of the memory, which has the last word. */
export const modelsNow = (seen: Seen): readonly BackendModel[] => {
  const there = loadedNow(seen).filter(({ state }) => state !== "loading");
  const held = new Set(there.map(({ model }) => model));
  return (seen.models ?? []).map((model) => ({ ...model, isLoaded: held.has(model.id) }));
};

export const holdsModels = (state: BackendState): boolean => state !== "offline" && state !== "checking";
