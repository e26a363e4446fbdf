import { expect, it } from "vitest";
import { partialBytesOf } from "#lib/hub/plan/partial-bytes.ts";
import { openPace } from "#lib/hub/transfer/pace.ts";
import { openWorkshop } from "#tests/lib/hub/transfer/transfer-for-tests.ts";

it("what came damaged is nothing to go on with, so all of it is to be fetched", async () => {
  const { hub, fetch, wanted } = await openWorkshop({ bytes: 2_000_000 });
  hub.fault({ kind: "wrong-bytes", at: "cdn", times: 10 });
  await expect(fetch()).rejects.toThrow("came damaged twice");
  expect(partialBytesOf(wanted.target, wanted.sha256 ?? "", wanted.bytes)).toBe(0);
});

it("what has come counts as far as it is there", async () => {
  const { fetch, wanted } = await openWorkshop({ bytes: 6_000_000 });
  const stop = new AbortController();
  const onProgress = ({ done }: { done: number }) => done > 1_000_000 && stop.abort(new Error("paused"));
  const pace = openPace(() => 4_000_000);
  await expect(fetch({ signal: stop.signal, onProgress, pace })).rejects.toThrow("paused");
  const bytes = partialBytesOf(wanted.target, wanted.sha256 ?? "", wanted.bytes);
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(bytes).toBeLessThanOrEqual(wanted.bytes);
});
