import { expect, test } from "vitest";
import { progressText } from "#cli-bridge/cli/progress-bar.ts";

const half = { phase: "downloading", unit: "bytes", done: 5e8, total: 1e9 } as const;

test("what is waited for before anything has begun is said as well", () => {
  const waiting = { phase: "resolving", unit: "files", done: 0, waitsFor: "the hub, since 02:14" } as const;
  expect(progressText(waiting)).toBe("resolving 0 files  waits for the hub, since 02:14");
});

test.each([
  [{ ...half, bytesPerSecond: 5e7, secondsLeft: 10, item: "m.gguf" }, "50 MB/s, 10 s left  m.gguf"],
  [{ ...half, bytesPerSecond: 0, stalledSeconds: 42 }, "stalled 42 s"],
  [{ ...half, bytesPerSecond: 1, waitsFor: "room on the disk" }, "waits for room on the disk"],
])("the bar says how fast it goes, or why it does not", (progress, words) => {
  const text = progressText(progress);
  expect(text).toContain("500 MB of 1 GB");
  expect(text.endsWith(words)).toBe(true);
});
