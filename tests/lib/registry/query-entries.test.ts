import { expect, test } from "vitest";
import { facetsOf } from "#lib/registry/entry-facets.ts";
import { listedEntries, toListRows } from "#lib/registry/list-rows.ts";
import { type EntryQuery, queryEntries } from "#lib/registry/query-entries.ts";
import { readEntries } from "#lib/registry/read-entries.ts";
import { registryStatistics } from "#lib/registry/registry-statistics.ts";
import { roleRows, rolesLostWithout, winnerOf } from "#lib/registry/role-rows.ts";
import { entryNamed } from "./registry-folder.ts";

const { entries } = readEntries({
  curated: [],
  discovered: [
    entryNamed("b-llava", {
      download_path: "/w/b",
      download_size_bytes: 30,
      download_format: "gguf",
      quantization: "q4_k_m",
      roles: ["caption", "chat"],
      role_priority: { caption: 90 },
      capabilities: { vision: true },
      family: "llava",
    }),
    entryNamed("a-qwen", {
      backend: "ollama",
      download_path: "ollama:/qwen",
      download_size_bytes: 10,
      download_format: "gguf",
      roles: ["caption", "chat"],
      role_priority: { caption: 99, chat: 10 },
      display_name: "Qwen",
    }),
    entryNamed("c-poor", {
      download_path: "/w/c",
      download_format: "gguf",
      quantization: "q4_k_m",
      family: "llava",
      model_aliases: ["Acme/Thing"],
      backend_config: { extra_args: ["--max-model-len", "8192"], host: "GPU-box" },
      download_files: ["shard-00001.gguf", "shard-00002.gguf"],
      generation_defaults: { repeat_penalty: 1.07 },
      source: { huggingface_id: "acme/thing-original" },
      metadata: { notes: "Slow at first" },
    }),
    entryNamed("d-logical"),
    entryNamed("e-deprecated", { download_path: "/w/e", deprecated: true, roles: ["ocr"] }),
    entryNamed("demo-model", { download_path: "/w/d" }),
  ],
});

const namesOf = (found: { name: string }[]) => found.map(({ name }) => name[0]).join("");

test.each<[EntryQuery, string]>([
  [{}, "bcddea"],
  [{ query: "acme" }, "c"],
  [{ query: "GGUF q4" }, "bc"],
  [{ query: "--max-model-len 8192" }, "c"],
  [{ query: "shard-00002" }, "c"],
  [{ query: "repeat_penalty 1.07" }, "c"],
  [{ query: "gpu-box" }, "c"],
  [{ query: "acme/thing-original" }, "c"],
  [{ query: "slow at first" }, "c"],
  [{ query: "discovered /w/e" }, "e"],
  [{ backend: "ollama" }, "a"],
  [{ format: "gguf", sort: "-size" }, "bac"],
  [{ format: "gguf", sort: "size" }, "abc"],
  [{ quantization: "q4_k_m", sort: "-name" }, "cb"],
  [{ capability: "vision" }, "b"],
  [{ role: "caption" }, "ba"],
  [{ deprecated: true }, "e"],
  [{ installed: true }, "b"],
  [{ offset: 1, limit: 2 }, "cd"],
])("the query %o finds %s", (query, names) => {
  expect(namesOf(queryEntries(entries, query, new Set(["b-llava"])).entries)).toBe(names);
});

test("a page knows how many entries there are without it", () => {
  expect(queryEntries(entries, { limit: 1 })).toMatchObject({ total: 6, sizeBytes: 40 });
});

test("facets count every value, the commonest first", () => {
  const { backend, format, role } = facetsOf(entries);
  expect(backend).toEqual([
    { value: "vllm", count: 5 },
    { value: "ollama", count: 1 },
  ]);
  expect(format).toEqual([{ value: "gguf", count: 3 }]);
  expect(role.map(({ value }) => value)).toEqual(["caption", "chat", "ocr"]);
});

test("a facet counts what the search and the other filters leave, whatever is chosen of itself", () => {
  const { backend, format, role } = facetsOf(entries, { query: "gguf", backend: "ollama" });
  expect(backend).toEqual([
    { value: "vllm", count: 2 },
    { value: "ollama", count: 1 },
  ]);
  expect(format).toEqual([{ value: "gguf", count: 1 }]);
  expect(role.map(({ value, count }) => `${value} ${count}`)).toEqual(["caption 1", "chat 1"]);
});

test.each([
  [{}, "bca"],
  [{ includeTesting: true }, "bcda"],
  [{ showDeprecated: true }, "bcea"],
  [{ includeLogical: true }, "abcd"],
  [{ dedupe: true }, "ab"],
  [{ format: "safetensors" }, ""],
  [{ location: "linux_wsl" }, "bca"],
  [{ backend: "ollama" }, "a"],
])("list with %o shows %s", (options, names) => {
  expect(namesOf(listedEntries(entries, options))).toBe(names);
});

test("a list row has the original tool's keys in its order", async () => {
  const [row] = await toListRows(listedEntries(entries, { backend: "ollama" }));
  expect(Object.keys(row ?? {}).join(", ")).toBe(
    "name, display_name, backend, format, quantization, location, installed, size_bytes, roles, family, logical_only, " +
      "served_model_id, deprecated, capabilities, producer",
  );
  expect(row).toMatchObject({
    display_name: "Qwen",
    installed: true,
    quantization: null,
    logical_only: false,
  });
});

test("statistics count what was downloaded", () => {
  const statistics = registryStatistics(entries);
  expect(statistics).toMatchObject({ total: 5, sizeBytes: 40 });
  expect(statistics.byFormat).toEqual([
    { value: "gguf", count: 3, sizeBytes: 40 },
    { value: null, count: 2, sizeBytes: 0 },
  ]);
});

test("role rows come by role and then by name", () => {
  const rows = roleRows(entries).map(({ role, name }) => `${role} ${name}`);
  expect(rows).toEqual([
    "caption a-qwen",
    "caption b-llava",
    "chat a-qwen",
    "chat b-llava",
    "ocr e-deprecated",
  ]);
});

test("the highest priority wins a role, among those that can fill it", () => {
  expect(winnerOf(entries, "caption")?.name).toBe("b-llava");
  expect(winnerOf(entries, "chat")?.name).toBe("a-qwen");
  expect(winnerOf(entries, "ocr")).toBeUndefined();
  expect(rolesLostWithout(entries, "b-llava")).toEqual(["caption"]);
});
