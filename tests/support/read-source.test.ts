import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { importsOf, longestFunctionOf } from "./read-source.ts";
import { temporaryFolder } from "./temporary-folder.ts";

async function written(text: string): Promise<string> {
  const file = join(await temporaryFolder(), "example.ts");
  await writeFile(file, text);
  return file;
}

it("sees imports over several lines, bare ones, lazy ones and re-exports", async () => {
  const file = await written(
    'import {\n  a,\n} from "./a.ts";\nimport "b";\nexport { c } from "#c";\nconst d = () => import("d");\nconst e = "from \\"e\\"";\n',
  );
  expect(importsOf(file)).toEqual(["./a.ts", "b", "#c", "d"]);
});

it("measures a function from its first line to its last, whatever its signature looks like", async () => {
  const file = await written(
    "const short = (a) => a;\nfunction one({\n  a,\n}: X): void {\n  if (a) {\n    b();\n  }\n}\nexport const two = () => {\n  c();\n};\n",
  );
  expect(longestFunctionOf(file)).toBe(7);
});
