import { expect, test } from "vitest";
import {
  loadedStateWords,
  memoryWords,
  processorWords,
  stayWords,
  sumOfMemoryWords,
} from "#components/backends/loaded-words.ts";
import { loadedNamed } from "./sample-backend.ts";

const now = Date.parse("2026-11-21T12:00:00Z");

test.each([
  [{ bytes: 100, gpuBytes: 62 }, "38%/62% CPU/GPU"],
  [{ bytes: 100, gpuBytes: 100 }, "100% GPU"],
  [{ bytes: 100, gpuBytes: 0 }, "100% CPU"],
  [{ bytes: 100, gpuBytes: 120 }, "Unknown"],
  [{ bytes: 0, gpuBytes: 0 }, undefined],
  [{ bytes: 100 }, undefined],
])("0.9 memory of %j is split as Ollama's own program says it: %s", (loaded, words) => {
  expect(processorWords(loaded)).toBe(words);
});

test("0.9 for how long a model stays is told as time left, as for ever, or as its end", () => {
  expect(stayWords({ state: "ready", expiresAt: "2026-11-21T12:04:00Z" }, now)).toBe("4 min left");
  expect(stayWords({ state: "ready", expiresAt: "never" }, now)).toBe("Stays until it is unloaded");
  expect(stayWords({ state: "ready", expiresAt: "2026-11-21T11:59:59Z" }, now)).toBe("Stopping…");
  expect(stayWords({ state: "stopping", expiresAt: "never" }, now)).toBe("Stopping…");
  expect(stayWords({ state: "ready" }, now)).toBeUndefined();
});

test("3.2 a model that is loaded says how far it is, if the server does", () => {
  expect(loadedStateWords({ state: "loading", progress: 0.624 })).toBe("Loading 62 %");
  expect(loadedStateWords({ state: "loading" })).toBe("Loading");
  expect(loadedStateWords({ state: "ready", progress: 1 })).toBe("Ready");
});

test("3.3 memory that nobody told is not told as nothing, and a guess is called one", () => {
  expect(memoryWords({})).toBe("memory unknown");
  expect(memoryWords({ bytes: 5e9, isEstimate: true })).toBe("about 5 GB");
  const [told, guessed] = [
    loadedNamed("a", { bytes: 2e9 }),
    loadedNamed("b", { bytes: 5e9, isEstimate: true }),
  ];
  expect(sumOfMemoryWords([told, told, loadedNamed("c")])).toBe("at least 4 GB");
  expect(sumOfMemoryWords([told, guessed])).toBe("about 7 GB");
  expect(sumOfMemoryWords([loadedNamed("c")])).toBeUndefined();
});
