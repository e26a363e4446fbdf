import type { BackendModel, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { Instance } from "#lib/backends/instance.ts";
import { holdsModels, type Seen } from "./seen.ts";
import { isAnswering } from "./standing.ts";

/** What happened between two looks at a server, without who did it. */
export type Difference = {
  kind: "online" | "offline" | "loading" | "loaded" | "unloaded" | "pulled" | "deleted" | "warning";
  says: string;
  model?: string;
  durationMs?: number;
};

export type Told = Difference | { kind: "discovered"; says: string };

export const toDiscovered = ({ name, url }: Pick<Instance, "name" | "url">): Told => ({
  kind: "discovered",
  says: `${name} answers at ${url.origin}.`,
});

/** When each model in memory began to be loaded and when it was ready, as far as it was seen. */
export type Memory = ReadonlyMap<string, { model: string; loadingAt?: number; readyAt?: number }>;

type Looks = { name: string; before: Seen; after: Seen; at: number };

/** Nothing is told of what was never asked before: the console was not there when it happened. */
export function differencesOf(looks: Looks, memory: Memory): { told: Difference[]; memory: Memory } {
  const { before, after } = looks;
  const told = [...standingTold(looks), ...inBrief(looks.name, listsTold(looks))];
  if (after.loaded === before.loaded || !holdsModels(after.standing.state)) return { told, memory };
  const isFirst = before.checkedAt === undefined;
  const loaded = loadedTold(looks, memory);
  return { told: isFirst ? [] : [...told, ...inBrief(looks.name, loaded.told)], memory: loaded.memory };
}

const eachMax = 20;

/** Many of a kind in one look are one event: a list that is another each time would else bury everything else. */
const inBrief = (name: string, told: readonly Difference[]): Difference[] =>
  [...Map.groupBy(told, ({ kind }) => kind)].flatMap(([kind, alike]) =>
    alike.length > eachMax
      ? [{ kind, says: `${name}: ${alike.length} models at once. ${alike[0]?.says}` }]
      : alike,
  );

function standingTold({ name, before, after, at }: Looks): Difference[] {
  const [was, is] = [before.standing, after.standing];
  if (was.state === is.state || was.state === "checking") return [];
  const lastedFor = was.since === undefined ? {} : { durationMs: at - was.since };
  if (isAnswering(was) && !isAnswering(is)) {
    const why = is.problem ? ` ${is.problem.message}` : "";
    return [{ kind: "offline", says: `${name} does not answer any more.${why}`, ...lastedFor }];
  }
  if (!isAnswering(was) && isAnswering(is))
    return [{ kind: "online", says: `${name} answers again.`, ...lastedFor }];
  if ((is.state === "unhealthy" || is.state === "needs-token") && is.problem)
    return [{ kind: "warning", says: `${name}: ${is.problem.message}` }];
  return [];
}

function loadedTold({ name, before, after, at }: Looks, memory: Memory) {
  const was = new Map(before.loaded.map((one) => [one.id, one]));
  const next = new Map<string, { model: string; loadingAt?: number; readyAt?: number }>();
  const told: Difference[] = [];
  // What was there when a server was first seen, or seen again, may have been in memory for long.
  const ready = holdsModels(before.standing.state) ? { readyAt: at } : {};
  for (const one of after.loaded) {
    const known = was.get(one.id);
    const times = memory.get(one.id) ?? { model: one.model };
    const [isLoading, wasLoading] = [one.state === "loading", known?.state === "loading"];
    if (isLoading && !wasLoading) {
      next.set(one.id, { model: one.model, loadingAt: at });
      told.push({ kind: "loading", says: `${name} loads ${one.model}.`, model: one.model });
    } else if (!isLoading && (known === undefined || wasLoading)) {
      next.set(one.id, { ...times, ...ready });
      told.push(toLoaded(name, one, times.loadingAt === undefined ? undefined : at - times.loadingAt));
    } else next.set(one.id, times);
  }
  for (const [id, one] of was) if (!next.has(id)) told.push(toGone(name, one, memory.get(id), at));
  return { told, memory: next };
}

const toLoaded = (name: string, { model }: LoadedModel, durationMs: number | undefined): Difference => ({
  ...{ kind: "loaded", says: `${name} holds ${model} in memory.`, model },
  ...(durationMs !== undefined && { durationMs }),
});

function toGone(name: string, one: LoadedModel, times: { readyAt?: number } | undefined, at: number) {
  const { model, state } = one;
  if (state === "loading")
    return { kind: "warning", says: `${name} gave up loading ${model}.`, model } satisfies Difference;
  const heldFor = times?.readyAt === undefined ? {} : { durationMs: at - times.readyAt };
  return {
    ...{ kind: "unloaded", says: `${name} let go of ${model}.`, model },
    ...heldFor,
  } satisfies Difference;
}

/** Only a server that can fetch or delete has a list that somebody changed; elsewhere it is what was started. */
function listsTold({ name, before, after }: Looks): Difference[] {
  if (!before.models || !after.models || before.models === after.models) return [];
  if (!after.abilities.some((ability) => ability === "delete" || ability === "download")) return [];
  const missing = (from: readonly BackendModel[], others: readonly BackendModel[]) => {
    const ids = new Set(others.map(({ id }) => id));
    return from.flatMap(({ id }) => (ids.has(id) ? [] : [id]));
  };
  return [
    ...missing(after.models, before.models).map(
      (model) => ({ kind: "pulled", says: `${model} came to ${name}.`, model }) as const,
    ),
    ...missing(before.models, after.models).map(
      (model) => ({ kind: "deleted", says: `${model} left ${name}.`, model }) as const,
    ),
  ];
}
