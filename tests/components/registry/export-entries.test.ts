import { expect, it } from "vitest";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { toCsv, toJsonList } from "#components/registry/export-entries.ts";

const row: EntryRow = {
  name: '=HYPERLINK("x")',
  displayName: 'say "hi", twice',
  layer: "discovered",
  backend: "vllm",
  capabilities: {},
  sizeBytes: 12,
  installed: true,
  roles: ["chat", "code"],
  rolePriority: {},
  tags: [],
  favourite: false,
  deprecated: false,
  testing: false,
  logicalOnly: false,
  locked: false,
};

it("a list is exported so that a spreadsheet reads it and runs nothing in it", () => {
  const [head, line] = toCsv([row]).split("\r\n");
  expect(head?.startsWith("name,display_name,backend,")).toBe(true);
  expect(line).toBe(
    `"'=HYPERLINK(""x"")","say ""hi"", twice",vllm,,,,12,,,true,chat code,,false,false,false,`,
  );
});

it("of a model that Ollama keeps it is not said to be installed, for nobody looked", () => {
  const [, line] = toCsv([{ ...row, keptByOllama: true }]).split("\r\n");
  expect(line).toContain(",kept by Ollama,chat code,");
});

it("as JSON it is what the list shows", () => {
  expect(JSON.parse(toJsonList([row]))).toEqual([row]);
});
