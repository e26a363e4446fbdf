import { join } from "node:path";
import { expect, test } from "vitest";
import { entryAt, makePlace, put, saveEntries } from "./modeldeck.ts";

const locked = { version_lock: { locked: true } };

test("what is blocked is neither to be changed nor so already", async () => {
  const { run, root, registry } = await makePlace();
  const path = join(root, "owner", "held");
  await put(join(path, "model.safetensors"), "bytes");
  await saveEntries(registry, [entryAt("held", path, locked)]);
  const removal = await run("remove", "--delete-files", "--", "held");
  expect(removal.stdout).toContain("Nothing can be done: 1 blocked.");
  expect(removal.stdout).not.toContain("to change");
  const roles = await run("set-roles", "--roles=chat", "--", "held");
  expect(roles.stdout).not.toContain("They are so already.");
  expect(roles.stdout).toContain("Nothing can be done: 1 blocked.");
});

test("a role that a model plays already is no change of an entry that has no mark", async () => {
  const { run, registry } = await makePlace();
  const entry = { name: "both", backend: "vllm", roles: ["chat"], role_priority: { chat: 5 } };
  await put(join(registry, "model_registry.curated.json"), JSON.stringify([entry]));
  expect((await run("set-roles", "--add=chat", "--", "both")).stdout).toContain("They are so already.");
});

test("only the parts of a field that differ are printed, however deep they lie", async () => {
  const { run, registry } = await makePlace();
  const backend = { port: 1, deep: { kept: "x".repeat(200), figure: 1 } };
  await saveEntries(registry, [entryAt("a", "/nowhere", { backend_config: backend, roles: [] })]);
  const said = await run("set-backend", "--port=2", "--", "a");
  expect(said.stdout).toContain("backend_config.port: 1 -> 2");
});

test("a path that is not whole is looked for nowhere, wherever one stands", async () => {
  const { run, json, registry, root } = await makePlace();
  await put(join(root, "model.safetensors"), "bytes");
  await saveEntries(registry, [entryAt("rel", "package.json")]);
  expect((await run("verify")).stdout).toContain("looked for nowhere");
  expect(await json("normalize-formats", "--rebuild", "--prune-missing")).toMatchObject({
    removed: [],
    changed: [],
  });
});

test("a backup that is damaged, and an entry that is in neither, are not compared", async () => {
  const { run, registry } = await makePlace();
  await saveEntries(registry, [entryAt("a", "/nowhere")]);
  await run("set-roles", "--roles=chat", "--apply", "--", "a");
  await put(join(registry, "model_registry.discovered.20260101-000000.bak.json"), "[{");
  const stamps: { stamp: string; damaged?: string }[] = JSON.parse((await run("backups", "--json")).stdout);
  const damaged = stamps.find((each) => each.damaged !== undefined)?.stamp ?? "";
  const whole = stamps.find((each) => each.damaged === undefined)?.stamp ?? "";
  const said = await run("diff-backup", damaged);
  expect(said).toMatchObject({ code: 1 });
  expect(said.stderr).toContain("cannot be compared");
  expect(await run("diff-backup", whole, "--entry=nope")).toMatchObject({ code: 1 });
});
