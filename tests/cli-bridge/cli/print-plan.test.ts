import { expect, test } from "vitest";
import { makePrinter } from "#cli-bridge/cli/print.ts";
import { printPlan } from "#cli-bridge/cli/print-plan.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";

const nothing: Plan = {
  ...{
    id: "0",
    command: "download",
    state: "0",
    backup: false,
    summary: "Blocked.",
    added: [],
    changed: [],
    removed: [],
    files: [],
  },
  ...{ bytesFreed: 0, bytesKept: 0, warnings: [], blocked: [] },
};

/** What the plan prints, line by line. */
function printed(more: Partial<Plan>): string[] {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) > 0 };
  const print = makePrinter({ stdout: stream, stderr: stream, env: { NODE_ENV: "test" }, json: false });
  printPlan(print, { ...nothing, ...more });
  return said
    .join("")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

test("what it warns of several things is said once, with as many of them as anybody reads", () => {
  const warnings = Array.from({ length: 12 }, (_, at) => `model-${at} is locked and stays as it is.`);
  expect(printed({ warnings: [...warnings, "Take care."] }).slice(1)).toEqual([
    "warning: … is locked and stays as it is. (12 times)",
    ...Array.from({ length: 10 }, (_, at) => `model-${at}`),
    "and 2 more; --json has them all",
    "warning: Take care.",
  ]);
});

test("what it passes over is told by its number, with as many names as anybody reads", () => {
  const spared = Array.from({ length: 12 }, (_, at) => ({ name: `model-${at}`, why: "locked" as const }));
  expect(printed({ spared }).slice(1)).toEqual([
    "warning: 12 locked entries stay as they are.",
    ...Array.from({ length: 10 }, (_, at) => `model-${at}`),
    "and 2 more; --json has them all",
  ]);
});

test("what helps against several obstacles in a row is said once, below them", () => {
  const blocked = ["one", "two", "three"].map((what) => ({
    what,
    why: "in the way",
    hint: what === "three" ? "Move it." : "Say --force.",
  }));
  expect(printed({ blocked }).slice(1)).toEqual([
    "blocked: one: in the way",
    "blocked: two: in the way",
    "Say --force.",
    "blocked: three: in the way",
    "Move it.",
  ]);
});

test("what stands in the way of many is said once, with as many of them as anybody reads", () => {
  const blocked = Array.from({ length: 12 }, (_, at) => ({
    ...{ what: `model ${at} is locked`, why: "a locked entry refuses every change", item: `model ${at}` },
    hint: `Unlock it first: modeldeck unlock --apply -- model ${at}`,
  }));
  const other = { what: "/srv/a", why: "it is a root itself" };
  expect(printed({ blocked: [...blocked, other] }).slice(1)).toEqual([
    "blocked: … is locked: a locked entry refuses every change (12 times)",
    ...Array.from({ length: 10 }, (_, at) => `model ${at}`),
    "and 2 more; --json has them all",
    "Unlock it first: modeldeck unlock --apply -- …",
    "blocked: /srv/a: it is a root itself",
  ]);
});

test("a capability is one line, in however many spellings the registry writes it", () => {
  const table = (words: string, value: boolean) =>
    Object.fromEntries(words.split(" ").map((word) => [word, value]));
  const before = { text: true, vision: true, vl: false };
  const after = {
    ...table("text language chat", true),
    ...table("embedding embed text-embedding representation", false),
    ...{ vision: false, vl: true, telepathy: true },
  };
  const changes = [
    { field: "capabilities", before, after },
    { field: "family", before: null, after: "llama" },
  ];
  const changed = [{ name: "m", layer: "discovered" as const, why: "as its files are", changes }];
  expect(printed({ changed }).slice(2)).toEqual([
    "capabilities.vision: true -> false",
    "capabilities.vl: false -> true",
    "capabilities.language and 1 more spelling: nothing -> true",
    "capabilities.embedding and 3 more spellings: nothing -> false",
    "capabilities.telepathy: nothing -> true",
    "family: nothing -> llama",
  ]);
});

test("what told of a quantisation is said in words, and beside them only what they leave out", () => {
  const detection = (claims: readonly [claim: string, from: string][], format = "gguf") => ({
    detection: {
      ...{ format, quantization: claims[0]?.[0] },
      evidence: claims.map(([claim, from]) => ({ claim, from, file: "w.gguf" })),
    },
  });
  const toLines = (before: object, after: object) => {
    const changes = [{ field: "metadata", before, after }];
    const changed = [{ name: "m", layer: "discovered" as const, why: "as its files are", changes }];
    return printed({ changed }).slice(2);
  };
  const [name, header] = [detection([["q8_0", "name"]]), detection([["q4_k_m", "header"]])];
  expect(toLines({}, name)).toEqual(["metadata.detection: nothing -> q8_0 in the name w.gguf"]);
  expect(toLines(name, header)).toEqual([
    "metadata.detection: q8_0 in the name w.gguf -> q4_k_m in the header of w.gguf",
  ]);
  expect(toLines(name, detection([["q8_0", "name"]], "ggml"))).toEqual([
    "metadata.detection.format: gguf -> ggml",
  ]);
  const many = Array.from({ length: 6 }, (_, at): [string, string] => [`q${at}`, "config"]);
  expect(toLines({}, detection(many))[0]).toMatch(/ in w\.gguf; q3 in w\.gguf; 2 more$/);
});
