import { expect, test } from "vitest";
import { namesInOllamaList, toOllamaList } from "#cli-bridge/derive/ollama-list.ts";
import { lackingOf } from "#components/backends/store-lists.tsx";

const models = [
  { id: "qwen3:8b", digest: "sha256:1", bytes: 5 },
  { id: "nomic-embed-text:latest" },
  { id: "glm:cloud", remote: { host: "ollama.com" } },
];

test("4d a list that is saved names what lies there, and what another server lacks of it is pulled", () => {
  const names = namesInOllamaList(JSON.stringify(toOllamaList("http://127.0.0.1:11434", models)));
  expect(names).toEqual(["qwen3:8b", "nomic-embed-text:latest"]);
  expect(lackingOf([...(names ?? []), "phi4", "phi4"], models)).toEqual(["phi4"]);
  expect(lackingOf(["nomic-embed-text"], models)).toEqual([]);
});

test("4d a list may be one name to a line, with remarks", () => {
  expect(namesInOllamaList("\uFEFF# of the office\nqwen3:8b\r\n\n  phi4:14b\n")).toEqual([
    "qwen3:8b",
    "phi4:14b",
  ]);
});

test.each([
  "not a list at all",
  "{",
  "{}",
  '{"models":[{}]}',
  '{"models":[null]}',
  '{"models":{}}',
  "[1]x y",
])("4d %s is no list", (text) => {
  expect(namesInOllamaList(text)).toBeUndefined();
});
