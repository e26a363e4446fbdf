// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SWRConfig } from "swr";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { EntryPane } from "#components/registry/entry-pane.tsx";

const details: EntryDetails = {
  name: "llama-3.1-8b-gguf-q4_k_m",
  displayName: "llama-3.1-8b (Q4_K_M)",
  layer: "discovered",
  backend: "vllm",
  format: "gguf",
  capabilities: { text: true, vision: false },
  sizeBytes: 4_900_000_000,
  onDiskBytes: 4_100_000_000,
  path: "/models/llama",
  installed: false,
  roles: ["chat", "code"],
  rolePriority: { code: 80 },
  deprecated: true,
  tags: [],
  favourite: false,
  marks: { roles: "", backend: "", args: "", defaults: "", meta: "" },
  testing: false,
  logicalOnly: false,
  locked: false,
  aliases: ["meta/llama-3.1-8b"],
  files: [{ path: "model.gguf", bytes: 4_100_000_000, sha256: "ab".repeat(32) }],
  architecture: { num_layers: 32, sources: ["config"] },
  generationDefaults: { temperature: 0.7 },
  backendConfig: { port: 24001, extra_args: ["--max-model-len", "8192"] },
  versionLock: { locked: false, lastVerified: "2026-11-20T10:00:00Z" },
  raw: { name: "llama-3.1-8b-gguf-q4_k_m", quirk: 1 },
  layers: { discovered: { name: "llama-3.1-8b-gguf-q4_k_m", quirk: 1 } },
};

afterEach(cleanup);

function openPane(onClose = () => {}) {
  render(
    <SWRConfig value={{ revalidateOnMount: false, revalidateIfStale: false }}>
      <EntryPane name={details.name} first={details} onClose={onClose} />
    </SWRConfig>,
  );
  return userEvent.setup();
}

describe("the details of a model", () => {
  it("say at once whether it is there and whether it was found sound", () => {
    openPane();
    expect(screen.getByText("Files missing")).toBeDefined();
    expect(screen.getByText("Deprecated")).toBeDefined();
    expect(screen.getByText(/Verified/)).toBeDefined();
  });

  it("tell the size in the registry from the size on the disk", () => {
    openPane();
    expect(screen.getByText("4.9 GB in the registry, 4.1 GB on disk")).toBeDefined();
  });

  it("lead to the commands with the name filled in", () => {
    openPane();
    expect(screen.getByRole("link", { name: "Verify" }).getAttribute("href")).toBe(
      "/advanced/verify?name=llama-3.1-8b-gguf-q4_k_m",
    );
    expect(screen.getByRole("link", { name: "Remove…" }).getAttribute("href")).toBe(
      "/advanced?name=llama-3.1-8b-gguf-q4_k_m",
    );
  });

  it.each([
    ["Roles", "priority 80"],
    ["Serving", "--max-model-len 8192"],
    ["Files", "ab".repeat(32)],
    ["Template", "Nothing is known of a chat template."],
    ["Raw", "Discovered layer"],
  ])("show under %s what belongs there", async (tab, text) => {
    const user = openPane();
    await user.click(screen.getByRole("tab", { name: tab }));
    expect(screen.getByRole("tabpanel").textContent).toContain(text);
  });

  it("close by their own button", async () => {
    const onClose = vi.fn();
    const user = openPane(onClose);
    await user.click(screen.getByRole("button", { name: "Close details" }));
    expect(onClose).toHaveBeenCalledOnce();
  });
});
