import { expect, test } from "vitest";
import { listedEntries } from "#lib/registry/list-rows.ts";
import { readEntries } from "#lib/registry/read-entries.ts";
import { entryNamed } from "./registry-folder.ts";

const same = { family: "m", backend: "ollama", quantization: "q4_k_m" };

function namesWithoutDuplicates(...discovered: Record<string, unknown>[]): string[] {
  const { entries } = readEntries({ curated: [], discovered });
  return listedEntries(entries, { dedupe: true, includeLogical: true }).map(({ name }) => name);
}

test("of several entries for one variant the richest is listed", () => {
  const poor = entryNamed("a", same);
  const rich = entryNamed("b", { ...same, download_path: "/m/b", download_size_bytes: 7 });
  expect(namesWithoutDuplicates(poor, rich)).toEqual(["b"]);
});

test("entries for one variant of which none has files are all listed", () => {
  expect(namesWithoutDuplicates(entryNamed("a", same), entryNamed("b", same))).toEqual(["a", "b"]);
});
