import { expect, test } from "vitest";
import { ofTheseFiles, stillUnsound } from "#lib/server/still-unsound.ts";

test("a fault is forgotten with the files that had it", () => {
  const fault = { state: "content changed", at: "2026-11-21T10:00:00.000Z" };
  const found = ["kept", "fetched again", "undated"].map((name) => ({ name, ...fault }));
  const entries = [
    { name: "kept", downloadedAt: "2026-11-20T10:00:00Z" },
    { name: "fetched again", downloadedAt: "2026-11-21T10:30:00+01:00" },
    { name: "undated", downloadedAt: undefined },
  ];
  expect(stillUnsound(found, entries).map(({ name }) => name)).toEqual(["kept", "fetched again", "undated"]);
  entries[1] = { name: "fetched again", downloadedAt: "2026-11-21T12:00:00Z" };
  expect(stillUnsound(found, entries).map(({ name }) => name)).toEqual(["kept", "undated"]);
});

test("what was found of one model is told of the files that are there", () => {
  const [older, newer] = [{ at: "2026-11-21T10:00:00.000Z" }, { at: "2026-11-21T13:00:00.000Z" }];
  expect(ofTheseFiles([newer, older], "2026-11-21T12:00:00Z")).toEqual([newer]);
  expect(ofTheseFiles([newer, older], undefined)).toEqual([newer, older]);
});
