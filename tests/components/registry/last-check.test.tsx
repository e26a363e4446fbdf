// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { LastCheck } from "#components/registry/last-check.tsx";

afterEach(cleanup);

type Details = Parameters<typeof LastCheck>[0]["details"];

const drawn = (details: Partial<Details>) =>
  render(<LastCheck details={{ installed: true, logicalOnly: false, ...details }} />).container;

const wordsOf = (details: Partial<Details>) => drawn(details).textContent;

const at = "2026-11-20T10:00:00.000Z";
const versionLock = { last_verified: "2026-11-19T10:00:00Z" };

it("tells how closely a model was looked at, when this console did it last", () => {
  expect(wordsOf({ checks: [{ at, state: "valid", everyByte: true }], versionLock })).toMatch(
    /^Verified .*\(every byte\)$/,
  );
  expect(wordsOf({ versionLock })).toMatch(/^Verified /);
  expect(wordsOf({})).toBe("Never verified");
});

it("does not call verified what there was nothing to hold against", () => {
  const told = (state: string) => wordsOf({ checks: [{ at, state, everyByte: true }], versionLock });
  expect(told("kept by Ollama")).toMatch(/^Left to Ollama /);
  expect(told("not recorded")).toMatch(/^Nothing recorded to compare with /);
});

it("does not call verified what was found wrong", () => {
  expect(wordsOf({ checks: [{ at, state: "content changed", everyByte: true }], versionLock })).toMatch(
    /^Found content changed /,
  );
});

it("holds to what every byte told, whatever names and sizes tell later", () => {
  const changed = { at, state: "content changed", everyByte: true };
  const glance = { at: "2026-11-20T11:00:00.000Z", state: "valid", everyByte: false };
  expect(wordsOf({ checks: [glance, changed] })).toMatch(/^Found content changed /);
  expect(
    wordsOf({
      checks: [
        { ...glance, everyByte: true },
        { ...changed, everyByte: false },
      ],
    }),
  ).toMatch(/^Verified /);
});

it("is no good sign of a model whose files are gone since", () => {
  const inkOf = (installed: boolean) =>
    drawn({ installed, versionLock }).querySelector("svg")?.getAttribute("class");
  expect(inkOf(true)).toContain("text-ok");
  expect(inkOf(false)).not.toContain("text-ok");
});
