import { expect, test } from "vitest";
import { startPullProgress } from "#cli-bridge/cli/pull-progress.ts";

const layer = (digest: string, done: number, total: number) => ({ digest, done, total });

test("only what comes is fetched: neither a layer that was there nor the part of one that was", () => {
  let fetched = 0;
  const { update, stop } = startPullProgress({
    tell: () => undefined,
    item: "m",
    onFetched: (bytes) => {
      fetched += bytes;
    },
  });
  const there = layer("sha256:a", 40_000, 40_000);
  update({ status: "pulling", layers: [there] });
  update({ status: "pulling", layers: [there, layer("sha256:b", 600, 1_000)] });
  expect(fetched).toBe(0);
  update({ status: "pulling", layers: [there, layer("sha256:b", 900, 1_000)] });
  update({ status: "pulling", layers: [there, layer("sha256:b", 1_000, 1_000)] });
  stop();
  expect(fetched).toBe(400);
});
