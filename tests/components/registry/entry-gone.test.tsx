// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SWRConfig } from "swr";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { keepDraft, keptDraft } from "#components/registry/edit-drafts.ts";
import { EntryPane } from "#components/registry/entry-pane.tsx";

const details: EntryDetails = {
  ...{ name: "tiny", displayName: "Tiny", layer: "discovered", backend: "vllm", capabilities: {} },
  ...{ path: "/models/tiny", installed: true, roles: [], rolePriority: {}, deprecated: false, tags: [] },
  ...{ favourite: false, testing: false, logicalOnly: false, locked: false, aliases: [], files: [] },
  marks: { roles: "", backend: "", args: "", defaults: "", meta: "" },
  ...{ architecture: {}, generationDefaults: {}, backendConfig: {}, raw: {}, layers: {} },
};

const gone = { error: { code: "not-found", message: "There is no model tiny in the registry." } };
let others: object[] = [];

beforeEach(() => {
  vi.stubGlobal("fetch", async (url: string) =>
    url.includes("/api/registry/tiny")
      ? Response.json(gone, { status: 404 })
      : Response.json({ entries: others }),
  );
});

afterEach(() => {
  cleanup();
  keepDraft("tiny", undefined);
  others = [];
  vi.unstubAllGlobals();
});

async function openPane(onClose = () => {}) {
  render(
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0, shouldRetryOnError: false }}>
      <EntryPane name="tiny" first={details} onClose={onClose} />
    </SWRConfig>,
  );
  await screen.findByText("It was removed or renamed elsewhere.");
  return userEvent.setup();
}

it("a model that was removed elsewhere is no longer said to be there, nor offered to be changed", async () => {
  const onClose = vi.fn();
  const user = await openPane(onClose);
  expect(screen.getByText(/no model called tiny any more/)).toBeDefined();
  expect(screen.queryByText("Installed")).toBeNull();
  expect(screen.queryByRole("link", { name: "Verify" })).toBeNull();
  expect(screen.queryByRole("tab")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Close details" }));
  expect(onClose).toHaveBeenCalledOnce();
});

it("one that was renamed elsewhere leads to its new name", async () => {
  others = [
    { name: "tiny-twin", path: "/models/tiny-twin" },
    { name: "small", path: "/models/tiny" },
  ];
  await openPane();
  const link = await screen.findByRole("link", { name: "small" });
  expect(link.getAttribute("href")).toBe("/browse?model=small");
});

it("an edit that was not saved is there to be copied, and is let go of only by hand", async () => {
  const base = { "meta.notes": "old" };
  keepDraft("tiny", { base, values: { "meta.notes": "my words" }, conflicts: [], taken: [] });
  const onClose = vi.fn();
  const user = await openPane(onClose);
  expect(screen.getByText(/my/).textContent).toContain("my words");
  expect(keptDraft("tiny")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Discard 1 unsaved change" }));
  expect(keptDraft("tiny")).toBeUndefined();
  expect(onClose).toHaveBeenCalledOnce();
});
