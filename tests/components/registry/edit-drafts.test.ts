// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { type EntryDraft, keepDraft, keptNames } from "#components/registry/edit-drafts.ts";

const draft: EntryDraft = {
  base: {},
  values: { "meta.tags": "laptop" },
  conflicts: [],
  taken: [],
};

/** Whether the page would ask before it ends. */
const asks = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

it("as long as any edit is not saved, the page asks before it ends, whatever it shows by then", () => {
  expect(asks()).toBe(false);
  keepDraft("one", draft);
  keepDraft("other", draft);
  expect(asks()).toBe(true);
  keepDraft("one", undefined);
  expect(asks()).toBe(true);
  keepDraft("other", undefined);
  expect(keptNames()).toEqual([]);
  expect(asks()).toBe(false);
});
