import type { BackendModel } from "#cli-bridge/protocol/backend-answer.ts";

export type ModelDifference = {
  id: string;
  state: "missing" | "differs" | "same";
  bytes: number | undefined;
  digest: string | undefined;
};

/** What one server lacks of another, by names and digests. What runs elsewhere is in nobody's memory and left out. */
export function compareInstances(
  source: readonly BackendModel[],
  target: readonly BackendModel[],
): ModelDifference[] {
  const there = new Map(target.map((model) => [model.id, model]));
  return source
    .filter(({ remote }) => remote === undefined)
    .map(({ id, bytes, digest }) => {
      const other = there.get(id);
      const state = other === undefined ? "missing" : other.digest === digest ? "same" : "differs";
      return { id, state, bytes, digest };
    });
}
