import type { Recipe } from "./recipe.ts";

const askedMs = 3_000;

/** Whether a server answers where it says that it can be used. One that asks for a key is up as well. */
export async function isReady(
  { ready }: Pick<Recipe, "ready">,
  url: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (const path of ready) if (!(await answers(new URL(path, url), signal))) return false;
  return true;
}

async function answers(url: URL, signal: AbortSignal): Promise<boolean> {
  try {
    const either = AbortSignal.any([signal, AbortSignal.timeout(askedMs)]);
    const answer = await fetch(url, { redirect: "manual", signal: either });
    await answer.body?.cancel();
    return answer.status === 200 || answer.status === 401;
  } catch {
    return false;
  }
}
