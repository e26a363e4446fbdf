// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { CompareTable } from "#components/registry/compare-table.tsx";

const one: EntryDetails = {
  name: "a",
  displayName: "A",
  layer: "discovered",
  backend: "vllm",
  format: "gguf",
  capabilities: { text: true },
  sizeBytes: 1e9,
  installed: true,
  roles: [],
  rolePriority: {},
  tags: [],
  favourite: false,
  deprecated: false,
  testing: false,
  logicalOnly: false,
  locked: false,
  aliases: [],
  files: [],
  architecture: { num_layers: 32 },
  generationDefaults: {},
  backendConfig: { extra_args: ["--a", "b"] },
  marks: { roles: "", backend: "", args: "", defaults: "", meta: "" },
  raw: {},
  layers: {},
};

afterEach(cleanup);

it("says which facts differ, and shows them alone when asked", async () => {
  const other = { ...one, name: "b", displayName: "B", backend: "ollama", architecture: { num_layers: 40 } };
  render(<CompareTable models={[one, other]} missing={[]} back={null} />);
  expect(screen.getByText("2 models · 3 differences")).toBeDefined();
  expect(screen.getByRole("row", { name: /Backend differs vllm ollama/ })).toBeDefined();
  expect(screen.getByRole("row", { name: /Format GGUF GGUF/ })).toBeDefined();
  await userEvent.click(screen.getByRole("checkbox", { name: "Only differences" }));
  expect(screen.queryByRole("row", { name: /Format/ })).toBeNull();
  expect(screen.getByRole("row", { name: /num_layers differs 32 40/ })).toBeDefined();
});
