import { expect, test } from "vitest";
import { toEndingWords, toFraction, toProgressWords, toRunLabel } from "#components/shell/run-words.ts";
import { makeRun } from "./make-run.ts";

test("progress says only what is known", () => {
  const known = {
    phase: "downloading",
    unit: "bytes",
    done: 3.1e9,
    total: 5e9,
    bytesPerSecond: 84e6,
    secondsLeft: 61,
  } as const;
  expect(toProgressWords(makeRun({ progress: known }))).toBe("62 % · 84 MB/s · 1 min left");
  expect(toProgressWords(makeRun({ progress: { phase: "x", unit: "files", done: 1200 } }))).toBe(
    "1,200 files",
  );
  const waiting = { phase: "x", unit: "files", done: 0, waitsFor: "the hub, since 02:14" } as const;
  expect(toProgressWords(makeRun({ progress: waiting }))).toBe("waits for the hub, since 02:14");
  expect(toProgressWords(makeRun({ state: "queued" }))).toBe("waiting");
});

test("a total of nothing is no progress to divide by", () => {
  expect(toFraction(makeRun({ progress: { phase: "x", unit: "files", done: 0, total: 0 } }))).toBeUndefined();
});

test.each([
  ["modeldeck download org/model", "download org/model"],
  ["modeldeck download -- org/model", "download org/model"],
  [
    "modeldeck download --non-interactive --weights=Q4 -- org/model",
    "download org/model --non-interactive --weights=Q4",
  ],
  ["modeldeck remove --note='a -- b' -- 'one (Q4)' two", "remove 'one (Q4)' two --note='a -- b'"],
  ["modeldeck set --note='it'\\''s' -- one", "set --note='it'\\''s' one"],
  ["uv run --quiet its-program download --force -- a/b", "uv run --quiet its-program download a/b --force"],
  ["modeldeck scan --base=/models", "scan --base=/models"],
])("%s is called by its command line without the program, what it is about first", (shell, label) => {
  expect(toRunLabel(makeRun({ shell }))).toBe(label);
});

test.each([
  [{ model: "acme/Ember-GGUF", weights: ["Q4_K_M"] }, "Ember-GGUF · Q4_K_M"],
  [{ model: "acme/Ember-GGUF:Q4_K_M" }, "Ember-GGUF · Q4_K_M"],
  [{ model: "acme/Ember-GGUF" }, "Ember-GGUF"],
  [{ model: "acme/Ember-GGUF", dryRun: true }, "download org/model"],
])("a download of %j is called %s", (input, label) => {
  expect(toRunLabel(makeRun({ input }))).toBe(label);
});

test("every ending has words", () => {
  const ending = { endedAt: "2026-11-21T11:00:00Z", durationMs: 10 };
  expect(toEndingWords({ kind: "exited", code: 3, ...ending })).toBe("Failed with exit code 3");
  expect(toEndingWords({ kind: "timedOut", limitMs: 60_000, ...ending })).toBe(
    "Stopped after its limit of 1 min",
  );
  expect(toEndingWords({ kind: "interrupted", reason: "the keeper died", ...ending })).toBe(
    "Interrupted: the keeper died",
  );
});
