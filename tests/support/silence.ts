import { afterAll, afterEach, beforeEach, expect, vi } from "vitest";

/** Unexpected noise fails the test that made it. A test that expects noise spies on the method itself. */
const warnings: string[] = [];

/** What a page is waited for to show comes when the machine gets to it. */
if ("document" in globalThis) {
  const { configure } = await import("@testing-library/dom");
  configure({ asyncUtilTimeout: 20_000 });
}

function hear(warning: Error) {
  if (warning.name !== "ExperimentalWarning") warnings.push(String(warning));
}

process.on("warning", hear);

/** The next file runs in the same process. */
afterAll(() => {
  process.off("warning", hear);
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

beforeEach(() => {
  warnings.length = 0;
  for (const method of ["error", "warn"] as const) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
      throw new Error(`console.${method}: ${words.map(String).join(" ")}`);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(warnings).toEqual([]);
});
