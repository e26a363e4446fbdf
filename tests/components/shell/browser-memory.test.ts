// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { readStored, writeStored } from "#components/shell/browser-memory.ts";

afterEach(() => vi.unstubAllGlobals());

test("a browser that refuses to keep anything holds a choice until the page is left", () => {
  const refuse = () => {
    throw new DOMException("denied", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse });
  expect(readStored("unkept")).toEqual([]);
  writeStored("unkept", ["studio", "qwen3:8b"]);
  expect(readStored("unkept")).toEqual(["studio", "qwen3:8b"]);
});
