import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

/** Loads a module as a command does, and says who asked for the schema library. */
const loads = `
import { registerHooks } from "node:module";
const asked = [];
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === "zod") asked.push(context.parentURL.split("/").at(-1));
    return next(specifier, context);
  },
});
await import(process.argv[1]);
console.log(JSON.stringify(asked));
`;

const askedBy = async (module: string): Promise<string[]> => {
  const { href } = new URL(`../../../lib/registry/${module}.ts`, import.meta.url);
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", loads, href]);
  return JSON.parse(stdout);
};

test("a registry is read without the schema library, which would be a fifth of what a list takes", async () => {
  expect(await askedBy("load-registry")).toEqual([]);
  expect(await askedBy("trash-item")).toContain("trash-item.ts");
});
