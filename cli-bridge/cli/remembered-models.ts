import { modelsFileIn, openModelCache } from "#lib/state/model-cache.ts";
import { type DetectModel, lookedAheadOf, rememberingModels } from "#lib/weights/remembered-models.ts";
import type { Session } from "./session.ts";

/**
 * Lets a command look at models, and keeps what it found out for the next. `looksAtAll`: it will ask for nearly all that
 * are known, after it has read the registry.
 */
export async function withRememberedModels<Result>(
  session: Session,
  act: (detect: DetectModel) => Promise<Result>,
  { looksAtAll = false } = {},
): Promise<Result> {
  const { home } = await session.settings();
  const memory = openModelCache(modelsFileIn(home.value));
  try {
    return await act(rememberingModels(memory, looksAtAll ? lookedAheadOf(memory) : undefined));
  } finally {
    memory.close();
  }
}
