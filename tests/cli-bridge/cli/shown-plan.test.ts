import { expect, test } from "vitest";
import { plan } from "#cli-bridge/protocol/plan.ts";
import { entryAt, makePlace, planTold, readLayer } from "./modeldeck.ts";

const withArgs = (...args: string[]) =>
  entryAt("m", "/nowhere/m", { backend_config: { port: 1, extra_args: args } });

test("a secret in arguments is in no plan that is shown, and in the registry as it was given", async () => {
  const { registry, run } = await makePlace([withArgs("--api-key", "sk-before", "--seed", "1")]);
  const args = "--args=--key=k-after --seed 1";
  const printed = await run("set-args", args, "--", "m");
  expect(printed.stdout).toContain("--key=•••••••• (new)");
  const told = await run("set-args", args, "--json", "--", "m");
  const done = await run("set-args", args, "--apply", "--json", "--", "m");
  const removing = await run("remove", "--purge", "--json", "--", "m");
  for (const said of [printed, told, done, removing]) {
    expect(said.code).toBe(0);
    expect(said.stdout + JSON.stringify(planTold(said))).not.toMatch(/sk-before|k-after/);
  }
  expect(JSON.stringify(JSON.parse(removing.stdout))).toContain('"--key=••••••••"');
  expect(await readLayer(registry)).toMatchObject([
    { backend_config: { extra_args: ["--key=k-after", "--seed", "1"] } },
  ]);
});

test("another secret is another plan, though both are shown alike", async () => {
  const { run } = await makePlace([withArgs("--token", "one")]);
  const planOf = async (secret: string) => {
    const { stdout } = await run("set-args", `--args=--token ${secret}`, "--json", "--", "m");
    const { id, changed } = plan.loose().parse(JSON.parse(stdout));
    return { id, changed };
  };
  const [two, three] = [await planOf("two"), await planOf("three")];
  expect(two.changed).toEqual(three.changed);
  expect(two.id).not.toBe(three.id);
});
