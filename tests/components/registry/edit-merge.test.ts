import { expect, test } from "vitest";
import { commandsOf } from "#components/registry/edit-commands.ts";
import { faultsOf } from "#components/registry/edit-faults.ts";
import { changesBetween, mergeEdits } from "#components/registry/edit-merge.ts";
import type { EditValues } from "#components/registry/edit-values.ts";

const base: EditValues = {
  "roles.chat": "50",
  "roles.code": "",
  "backend.backend": "vllm",
  "backend.host": "gpu-1",
  "backend.port": "24001",
  "args.args": "--max-model-len 4096",
  "defaults.temperature": "0.7",
  "meta.displayName": "Tiny",
  "meta.tags": "laptop",
};
const marks = { roles: "r1", backend: "b1", args: "a1", defaults: "d1", meta: "m1" };

const without = (values: EditValues, ...keys: string[]): EditValues =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));

const commandsFor = (values: EditValues) =>
  commandsOf({ name: "tiny", marks }, values, changesBetween(base, values));

test("what only one side has changed is taken, and nothing of it is lost", () => {
  const theirs = { ...base, "backend.port": "24002" };
  const yours = { ...without(base, "roles.chat"), "meta.notes": "quick" };
  expect(mergeEdits(base, theirs, yours)).toEqual({
    draft: { ...yours, "backend.port": "24002" },
    conflicts: [],
    taken: ["backend.port"],
  });
});

test("what both sides have changed is a person's to settle, and theirs is never overwritten unseen", () => {
  const { draft, conflicts } = mergeEdits(
    base,
    { ...base, "roles.chat": "80", "meta.tags": "same" },
    { ...base, "roles.chat": "20", "meta.tags": "same" },
  );
  expect(conflicts).toEqual([{ key: "roles.chat", was: "50", theirs: "80", yours: "20" }]);
  expect(draft["roles.chat"]).toBe("20");
});

test("the same said in other writing is no change and no conflict", () => {
  const yours = { ...base, "args.args": "--max-model-len   4096\n", "defaults.temperature": "0.70" };
  expect(changesBetween(base, yours)).toEqual([]);
  const typed = { ...base, "meta.tags": "laptop,quick ," };
  const saved = { ...base, "meta.tags": "laptop, quick" };
  expect(mergeEdits(base, saved, typed)).toEqual({ draft: saved, conflicts: [], taken: [] });
});

test("a role that no list can name goes by naming those that stay", () => {
  const before = { ...base, "roles.a, b": "", "roles.x=y": "" };
  const values = without(before, "roles.a, b");
  const changes = changesBetween(before, values);
  expect(commandsOf({ name: "tiny", marks }, values, changes)).toEqual([
    { command: "set-roles", input: { name: "tiny", roles: ["chat", "code", "x=y"], was: "r1" } },
  ]);
});

test("each section that has changed is saved by its command, with the mark of what it was", () => {
  const values = {
    ...without(base, "roles.chat", "backend.host", "backend.port", "defaults.temperature", "meta.tags"),
    "roles.ocr": "60",
    "args.args": `--max-model-len 8192\n--limit-mm-per-prompt '{"image": 4}'`,
    "defaults.topK": "40",
    "defaults.stop": "</s>\\n",
    "meta.favourite": "yes",
  };
  expect(commandsFor(values)).toEqual([
    {
      command: "set-roles",
      input: { name: "tiny", add: ["ocr"], drop: ["chat"], priority: ["ocr=60"], was: "r1" },
    },
    { command: "set-backend", input: { name: "tiny", port: 0, unset: ["host"], was: "b1" } },
    {
      command: "set-args",
      input: { name: "tiny", args: `--max-model-len 8192 --limit-mm-per-prompt '{"image": 4}'`, was: "a1" },
    },
    {
      command: "set-defaults",
      input: { name: "tiny", topK: 40, stop: '["</s>\\n"]', unset: ["temperature"], was: "d1" },
    },
    { command: "set-meta", input: { name: "tiny", clearTags: true, favourite: "yes", was: "m1" } },
  ]);
});

test("what stays among roles and tags is not said, so that it stays however it is spelled", () => {
  const odd = { ...base, "roles.a,b": "50", "meta.tags": "laptop" };
  const later = { ...odd, "roles.ocr": "", "meta.tags": "laptop, quick" };
  expect(commandsOf({ name: "tiny", marks }, later, changesBetween(odd, later))).toEqual([
    { command: "set-roles", input: { name: "tiny", add: ["ocr"], was: "r1" } },
    { command: "set-meta", input: { name: "tiny", addTags: ["quick"], was: "m1" } },
  ]);
});

test("a tag that is spelled anew is taken away by name as it was", () => {
  const before = { ...base, "meta.tags": "Big, laptop, old" };
  const later = { ...base, "meta.tags": "laptop, big" };
  expect(commandsOf({ name: "tiny", marks }, later, changesBetween(before, later))).toEqual([
    { command: "set-meta", input: { name: "tiny", tags: ["laptop", "big"], dropTags: ["Big"], was: "m1" } },
  ]);
});

test("all roles and all arguments can go", () => {
  const values = without(base, "roles.chat", "roles.code", "args.args");
  expect(commandsFor(values)).toEqual([
    { command: "set-roles", input: { name: "tiny", clear: true, was: "r1" } },
    { command: "set-args", input: { name: "tiny", clear: true, was: "a1" } },
  ]);
});

test.each([
  ["roles.chat", "101"],
  ["roles.chat", "5.5"],
  ["backend.port", "70000"],
  ["backend.baseUrl", "gpu-1"],
  ["backend.baseUrl", "http://a b/v1"],
  ["backend.baseUrl", "http:///v1"],
  ["backend.host", "evil.com/path"],
  ["meta.tags", "lap\u0007top"],
  ["defaults.temperature", "hot"],
  ["args.args", "'open"],
  ["args.args", "--gpu-memory-utilization 7"],
  ["args.args", "--max-model-len abc"],
])("%s cannot be saved as %s", (key, value) => {
  expect([...faultsOf({ ...base, [key]: value }).keys()]).toEqual([key]);
});

test.each(["--max-model-len 32k", "--max-model-len=auto", "--max-model-len 8192", "--own-flag 7"])(
  "%s is for the backend to judge, or right",
  (args) => expect(faultsOf({ ...base, "args.args": args }).size).toBe(0),
);

test("a whole edit without a fault can be saved", () => {
  expect(faultsOf({ ...base, "defaults.temperature": "0.35", "backend.baseUrl": "http://a:1/v1" }).size).toBe(
    0,
  );
});
