import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { openConsole } from "../../support/open-console.ts";

const fixture = fileURLToPath(new URL("../../fixtures/tells-commands.mjs", import.meta.url));
const entries = [{ name: "tiny", roles: ["chat"] }];

const closedOf = async (ask: (path: string) => Promise<Response>) =>
  ((await (await ask("/api/registry/tiny")).json()) as EntryDetails).closed;

test("a model can be edited", async () => {
  expect(await closedOf((await openConsole({ entries })).ask)).toBeUndefined();
});

test("where the program has no command for it, that is said with the model", async () => {
  const program = `"${process.execPath}" "${fixture}"`;
  const { ask } = await openConsole({ entries, program, env: { MODELDECK_DIALECT: "imageworks" } });
  expect(await closedOf(ask)).toBe("imageworks has no command that edits a model.");
});

test("a registry that can only be read closes its models to edits, with the reason and the way out", async () => {
  const { ask, registryDir } = await openConsole({ entries });
  const file = "model_registry.discovered.json";
  await writeFile(join(registryDir, file), JSON.stringify({ schema: 99, entries }));
  expect(await closedOf(ask)).toBe(
    `${file} is written in schema 99, and this program knows 1. Update Modeldeck to change this registry. Until then it can only be read.`,
  );
});
