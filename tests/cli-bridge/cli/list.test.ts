import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entryAt, makePlace } from "./modeldeck.ts";

const entries = [
  entryAt("zeta", "/nowhere/z", {
    display_name: "Alpha (AWQ)",
    quantization: "awq",
    capabilities: { vision: true },
  }),
  entryAt("beta", "/nowhere/b", { download_format: "gguf", quantization: "q4_k_m", roles: ["caption"] }),
  entryAt("logical", null),
  entryAt("old", "/nowhere/o", { deprecated: true }),
  entryAt("testzzz-x", "/nowhere/t"),
];

test("a list in JSON has the keys of the original, in its order", async () => {
  const { json } = await makePlace(entries);
  const rows = await json("list");
  expect(rows).toMatchObject([{ name: "zeta" }, { name: "beta" }]);
  expect(Object.keys((rows as object[])[0] ?? {})).toEqual(
    (
      "name display_name backend format quantization location installed size_bytes roles family logical_only " +
      "served_model_id deprecated capabilities producer"
    ).split(" "),
  );
});

test.each<[string[], string[]]>([
  [[], ["zeta", "beta"]],
  [["--format=gguf"], ["beta"]],
  [["--show-deprecated"], ["zeta", "beta", "old"]],
  [["--include-testing"], ["zeta", "beta", "testzzz-x"]],
  [["--include-logical"], ["beta", "logical", "zeta"]],
  [["--backend=ollama"], []],
])("list %j shows %j", async (words, names) => {
  const { json } = await makePlace(entries);
  expect(((await json("list", ...words)) as { name: string }[]).map(({ name }) => name)).toEqual(names);
});

test("a person reads a table with a total", async () => {
  const { run } = await makePlace(entries);
  const { stdout, code } = await run("list", "--details", "--show-installed", "--show-backend");
  expect(code).toBe(0);
  const [titles, first] = stdout.split("\n");
  expect(titles?.split(/ {2,}/)).toEqual([
    "Model",
    "Fmt",
    "Quant",
    "Producer",
    "Backend",
    "Caps",
    "Inst",
    "Size",
    "ServedID",
    "Roles",
  ]);
  expect(first).toMatch(/^Alpha \(AWQ\)\s+ST\s+AWQ\s+nowhere\s+vllm\s+V\s+✗\s+2 KB\s+-\s+-$/);
  expect(stdout).toContain("📊 Total: 2 variants, 4.1 KB\n");
});

test("an empty list says so and is a success", async () => {
  const { run, json } = await makePlace();
  expect(await run("list")).toMatchObject({ code: 0, stdout: "📭 No models found matching criteria\n" });
  expect(await json("list")).toEqual([]);
});

test("what a name would do to the terminal is shown instead, and no line is broken", async () => {
  const name = `evil\u001b[2J\u202e${"x".repeat(300)}`;
  const { run } = await makePlace([entryAt(name, "/nowhere/e")]);
  const { stdout } = await run("list");
  expect(stdout).toContain(`evil\\u001b[2J\\u202e${"x".repeat(300)}`);
  expect(stdout).not.toContain("\u001b");
});

test.each([["list"], ["stats"], ["list-roles"], ["list-roles", "--why"], ["verify"], ["export-models"]])(
  "a registry that cannot be read is a failure of %s, and nothing is written over it",
  async (...words) => {
    const { run, registry } = await makePlace();
    const path = join(registry, "model_registry.discovered.json");
    await writeFile(path, "[{");
    const said = await run(...words);
    expect(said.code).toBe(1);
    expect(said.stderr).toContain("model_registry.discovered.json cannot be read");
    expect(await readFile(path, "utf8")).toBe("[{");
  },
);

test("roles are listed by role and then by name, in JSON too", async () => {
  const { run, json } = await makePlace(entries);
  expect((await run("list-roles", "--show-capabilities")).stdout).toContain("caption  beta");
  const rows = (await json("list-roles")) as object[];
  expect(rows).toMatchObject([{ role: "caption", name: "beta", backend: "vllm", display_name: "beta" }]);
  expect(Object.keys(rows[0] ?? {})).toEqual(["role", "name", "backend", "display_name", "capabilities"]);
  expect(JSON.parse((await run("list-roles", "--json-output")).stdout)).toEqual(rows);
});

test("roles can be read from one file alone", async () => {
  const { run, registry } = await makePlace(entries);
  const file = join(registry, "model_registry.discovered.json");
  expect((await run("list-roles", "--registry-path", file)).stdout).toContain("beta");
  expect(await run("list-roles", "--registry-path", `${file}.not`)).toMatchObject({ code: 1 });
});

test("statistics count what was downloaded", async () => {
  const { run, json } = await makePlace(entries);
  expect(await json("stats")).toMatchObject({ total: 4, sizeBytes: 8192 });
  expect((await run("stats")).stdout).toContain("4 variants, 8.2 KB");
});
