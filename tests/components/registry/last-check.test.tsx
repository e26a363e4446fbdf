// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { LastCheck } from "#components/registry/last-check.tsx";

afterEach(cleanup);

const wordsOf = (details: Parameters<typeof LastCheck>[0]["details"]) =>
  render(<LastCheck details={details} />).container.textContent;

const at = "2026-11-20T10:00:00.000Z";
const versionLock = { last_verified: "2026-11-19T10:00:00Z" };

it("tells how closely a model was looked at, when this console did it last", () => {
  expect(wordsOf({ checks: [{ at, state: "valid", everyByte: true }], versionLock })).toMatch(
    /^Verified .*\(every byte\)$/,
  );
  expect(wordsOf({ versionLock })).toMatch(/^Verified /);
  expect(wordsOf({})).toBe("Never verified");
});

it("does not call verified what was found wrong", () => {
  expect(wordsOf({ checks: [{ at, state: "content changed", everyByte: true }], versionLock })).toMatch(
    /^Found content changed /,
  );
});
