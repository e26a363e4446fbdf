import type { LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toBackendState } from "#lib/backends/http/backend-error.ts";
import type { Clock } from "./clock.ts";
import type { Asked } from "./instance-watch.ts";
import { type Seen, withLatency } from "./seen.ts";
import { afterLook, type Heard, isAnswering, paces } from "./standing.ts";

/** Whether everything is asked, however lately it was. */
export type Whole = { isWhole?: boolean };

type Looking = { opened: () => Promise<Asked>; clock: Clock; whole: Whole };

/** Longer than any adapter means to wait, so that one that forgot its limit holds up nothing but itself. */
const limits = { healthMs: 5_000, restMs: 20_000 };
const secondLookMs = 250;

/** One look at a server: how it stands and what is in memory, then what is due of the rest. */
export async function* looksOf(seen: Seen, looking: Looking): AsyncGenerator<Partial<Seen>> {
  const { clock } = looking;
  const first = await standingLook(seen, looking);
  yield first;
  const { standing } = first;
  if (standing.state !== "healthy") return;
  const wasDown = !isAnswering(seen.standing);
  const isDue = (at: number | undefined, pace: number) =>
    looking.whole.isWhole === true || wasDown || at === undefined || clock.now() - at >= pace;
  const due = [
    ...(seen.abilities.includes("metrics") ? [requestsLook] : []),
    ...(isDue(seen.versionAt, paces.version) ? [versionLook] : []),
    ...(isDue(seen.modelsAt, paces.list) ? [listLook] : []),
  ];
  for (const look of due) {
    const found = await look(looking).catch(notBugs);
    if (found) yield found;
  }
}

type StandingLook = Pick<Seen, "standing" | "checkedAt"> & Partial<Seen>;

async function standingLook(seen: Seen, looking: Looking): Promise<StandingLook> {
  const { clock } = looking;
  const began = clock.now();
  const found: Partial<Seen> = {};
  try {
    const { adapter, http } = await looking.opened();
    const health = await within(adapter.health(http), limits.healthMs, clock);
    found.latencies = withLatency(seen.latencies, clock.now() - began);
    if (health.state !== "starting") found.loaded = await loadedLook(seen, looking);
    const checkedAt = clock.now();
    return { ...found, standing: afterLook(seen.standing, health, checkedAt), checkedAt };
  } catch (error) {
    const checkedAt = clock.now();
    return { ...found, standing: afterLook(seen.standing, toHeard(error), checkedAt), checkedAt };
  }
}

/** A server that just reloads something may say for a moment that it holds nothing: it is asked twice before it is believed. */
async function loadedLook(seen: Seen, { opened, clock }: Looking): Promise<readonly LoadedModel[]> {
  const { adapter, http } = await opened();
  const ask = () => within(adapter.loaded(http), limits.restMs, clock);
  let loaded = await ask();
  if (loaded.length === 0 && seen.loaded.length > 0) {
    await new Promise<void>((resolve) => clock.after(secondLookMs, resolve));
    loaded = await ask();
  }
  const isSame = JSON.stringify(loaded) === JSON.stringify(seen.loaded);
  return isSame ? seen.loaded : loaded;
}

async function versionLook({ opened, clock }: Looking): Promise<Partial<Seen>> {
  const { adapter, http } = await opened();
  const [version, abilities] = await within(
    Promise.all([adapter.version(http), adapter.abilities(http)]),
    limits.restMs,
    clock,
  );
  return { version, abilities, versionAt: clock.now() };
}

async function requestsLook({ opened, clock }: Looking): Promise<Partial<Seen>> {
  const { adapter, http } = await opened();
  const told = await within(Promise.resolve(adapter.metrics?.(http)), limits.healthMs, clock);
  const { running, waiting = 0, generatedTokens } = told ?? {};
  if (running === undefined) return { requests: undefined };
  return { requests: { running, waiting, ...(generatedTokens !== undefined && { generatedTokens }) } };
}

async function listLook({ opened, clock }: Looking): Promise<Partial<Seen>> {
  const { adapter, http } = await opened();
  return { models: await within(adapter.list(http), limits.restMs, clock), modelsAt: clock.now() };
}

/** What a server refuses beside its health is asked again at the next look; a bug is told. */
function notBugs(error: unknown): undefined {
  toHeard(error);
}

function toHeard(error: unknown): Heard {
  if (error instanceof ConsoleError) return toBackendState(error);
  console.error("A server could not be asked:", error);
  return { state: "error", message: "The console stumbled over what this server answered." };
}

async function within<Value>(asked: Promise<Value>, ms: number, clock: Clock): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const forget = clock.after(ms, () => late.reject(tooLate(ms)));
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    forget();
  }
}

const tooLate = (ms: number) =>
  new ConsoleError("backend-timeout", `The server did not answer within ${ms / 1000} s.`, {
    hint: "It may be loading a model or be overloaded; try again, or look at its log.",
  });
