import { access, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findProgram } from "#lib/backends/managed/find-program.ts";
import { ollama } from "#lib/backends/managed/recipes/ollama.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

test("0.1 a program is looked for on the PATH without being run, and what cannot be run is none", async () => {
  const home = await temporaryFolder();
  const [empty, full] = [join(home, "empty"), join(home, "full")];
  for (const folder of [empty, full]) await mkdir(folder);
  const wasRun = join(home, "was-run");
  await writeFile(join(empty, "ollama"), "", { mode: 0o600 });
  expect(await findProgram(ollama, { PATH: empty, HOME: home, NODE_ENV: "test" })).toBeUndefined();
  await writeFile(join(full, "ollama"), `#!/bin/sh\n: > ${wasRun}\n`, { mode: 0o700 });
  const env = { PATH: `${empty}:${full}`, HOME: home, NODE_ENV: "test" } as const;
  expect(await findProgram(ollama, env)).toBe(join(full, "ollama"));
  await expect(access(wasRun)).rejects.toThrow(/ENOENT/);
});
