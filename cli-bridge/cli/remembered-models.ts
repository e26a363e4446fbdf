import { loadRegistry } from "#lib/registry/load-registry.ts";
import { findModels, type ScanFound } from "#lib/registry/operations/find-models.ts";
import type { FoundModel } from "#lib/registry/operations/found-model.ts";
import { modelsFileIn, openModelCache } from "#lib/state/model-cache.ts";
import type { LookedAhead } from "#lib/weights/look-ahead.ts";
import { type DetectModel, lookedAheadOf, rememberingModels } from "#lib/weights/remembered-models.ts";
import { placesOf } from "./places-of.ts";
import type { Session } from "./session.ts";

/**
 * Lets a command look at models, and keeps what it found out for the next. `asksAll`: whether it will ask of nearly all
 * that are known.
 */
export async function withRememberedModels<Result>(
  session: Session,
  act: (detect: DetectModel, looked: LookedAhead | undefined) => Promise<Result>,
  { asksAll = false }: { asksAll?: boolean } = {},
): Promise<Result> {
  const { home } = await session.settings();
  const memory = openModelCache(modelsFileIn(home.value));
  try {
    const looked = asksAll ? lookedAheadOf(memory) : undefined;
    return await act(rememberingModels(memory), looked);
  } finally {
    memory.close();
  }
}

/**
 * Finds the models of some folders. Where many are remembered, a thread looks at them while the registry is read, which
 * whoever has found models reads next.
 */
export function findRememberedModels(
  bases: readonly string[],
  onFound: (found: FoundModel, count: number) => void,
  session: Session,
): Promise<ScanFound> {
  const act = async (detect: DetectModel, looked: LookedAhead | undefined) => {
    if (looked) await Promise.all([readAhead(session), looked.wait()]);
    return findModels(bases, { onFound, detect, looked });
  };
  return withRememberedModels(session, act, { asksAll: true });
}

/** What cannot be read now is told by whoever reads it next. */
async function readAhead(session: Session): Promise<void> {
  const { dir } = placesOf(await session.settings());
  const registry = await loadRegistry(dir).catch(() => undefined);
  void registry?.merged;
}
