import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandOf } from "#cli-bridge/catalogue/index.ts";
import { parseInput } from "#cli-bridge/derive/check-input.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { entryAt, fillRoot, makePlace, put, resultTold, saveEntries } from "./modeldeck.ts";

test("a sound registry is healthy, and the ending says so", async () => {
  const { root, run } = await makePlace();
  await fillRoot(root);
  await run("scan", "--apply");
  const said = await run("doctor");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toContain("✅ ");
  expect(resultTold(said)).toMatchObject({ result: { report: { healthy: true, errors: 0 } } });
});

test("what is wrong is told with the line that mends it, and mended by that line", async () => {
  const { root, run, json } = await makePlace();
  await fillRoot(root);
  await run("scan", "--apply");
  await rm(join(root, "one", "tiny"), { recursive: true });
  const said = await run("doctor");
  expect(said.code).toBe(1);
  expect(said.stdout).toContain("❌ Models whose files are gone");
  expect(said.stdout).toContain("• tiny_(BF16) - ");
  expect(said.stdout).toContain("Mend it with: modeldeck verify --fix-missing");
  expect(await json("doctor")).toMatchObject({
    healthy: false,
    findings: [
      { check: "missing-path", severity: "error", mend: { runs: "modeldeck verify --fix-missing" } },
    ],
  });
  await run("verify", "--fix-missing", "--apply", "--yes");
  expect((await run("doctor")).code).toBe(0);
});

test("quick leaves the files alone", async () => {
  const { root, run, registry } = await makePlace();
  await put(join(root, "owner", "notes.txt"), "there");
  await saveEntries(registry, [entryAt("gone", join(root, "owner", "gone"))]);
  expect((await run("doctor")).code).toBe(1);
  expect((await run("doctor", "--quick")).code).toBe(0);
});

test("a registry that cannot be read is an ending of its own and is left as it is", async () => {
  const { registry, run } = await makePlace();
  await put(join(registry, "model_registry.discovered.json"), "[{");
  const said = await run("doctor", "--json");
  expect(said.code).toBe(1);
  expect(JSON.parse(said.stdout)).toMatchObject({ healthy: false, findings: [{ check: "unreadable-file" }] });
});

test("every command that mends something is said with an input that it takes", async () => {
  const { root, registry, json } = await makePlace();
  const gone = join(root, "o", "gone");
  await saveEntries(registry, [
    { name: "a", backend: "vllm", download_path: gone, roles: ["chat"], served_model_id: "None" },
    { name: "A", backend: "vllm", download_path: gone },
    { name: "b" },
    { name: "c", backend: "unassigned", download_path: "relative" },
    { name: "d", backend: "ollama", download_path: "ollama:/d" },
    { name: "e", backend: "vllm", download_path: "/elsewhere/e" },
    { name: "model-ollama-gguf-1", backend: "ollama", deprecated: true },
  ]);
  await put(join(registry, "model_registry.discovered.20260101-000000.bak.json"), "[{");
  await put(join(root, "o", "unnamed", "model.safetensors"), makeSafetensors([["a", "BF16", [4, 4]]]));
  const told = await json("doctor");
  const findings = told instanceof Object && "findings" in told ? told.findings : undefined;
  const mends = Array.isArray(findings) ? findings.flatMap(({ mend }) => (mend ? [mend] : [])) : [];
  expect(mends.map(({ command }) => command).sort()).toEqual([
    ...["prune-backups", "purge-deprecated", "remove"],
    ...["remove", "scan", "set-backend", "set-backend", "set-backend", "set-roles", "verify"],
  ]);
  for (const { command, input } of mends) expect(() => parseInput(commandOf(command), input)).not.toThrow();
});

test("no command is named for what it would leave as it is", async () => {
  const { root, registry, json } = await makePlace();
  await put(join(root, "owner", "one", "model.safetensors"), "bytes");
  const path = join(root, "owner", "one");
  await saveEntries(registry, [entryAt("a", path), entryAt("b", path), entryAt("away", "/nowhere/at/all")]);
  const told = JSON.stringify(await json("doctor"));
  expect(told).toContain("shared-path");
  expect(told).toContain("out-of-reach");
  expect(told).not.toMatch(/prune-duplicates|fix-missing|"config"/);
});
