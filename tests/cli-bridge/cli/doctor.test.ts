import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entryAt, fillRoot, makePlace, put, resultTold } from "./modeldeck.ts";

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
  const { run } = await makePlace([entryAt("gone", "/nowhere/at/all")]);
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
