import { setImmediate as turn } from "node:timers/promises";

const turnMs = 8;

/**
 * Maps a list with so many in the works at a time; the answers come in the order of the list. Others get a turn in
 * between, though nothing be waited for.
 */
export async function mapAtOnce<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  map: (item: Item) => Promise<Result> | Result,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  let turnEnds = performance.now() + turnMs;
  const work = async () => {
    for (const [index, item] of waiting) {
      const result = map(item);
      results[index] = result instanceof Promise ? await result : result;
      if (performance.now() <= turnEnds) continue;
      turnEnds = performance.now() + turnMs;
      await turn();
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  return results;
}
