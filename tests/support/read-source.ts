import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every TypeScript file below a folder, as paths from the root. */
export function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name).slice(root.length).replaceAll("\\", "/").replace(/^\//, ""),
    );
}

const statement =
  /^\s*(?:import|export)\b[^"';]*?from\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

/** What a file imports, types included. */
export const importsOf = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(statement)].flatMap(
    ([, from, bare, lazy]) => from ?? bare ?? lazy ?? [],
  );

const opening = /^\s*(?:export )?(?:default )?(?:async )?function\b|^\s*(?:export )?const \w+ = .*=> [{(]$/;

/** Lines of the longest function. The formatter closes each at the depth it was opened at, on a line of its own. */
export function longestFunctionOf(file: string): number {
  const lines = readFileSync(file, "utf8").split("\n");
  const lengths = lines.map((line, start) => (opening.test(line) ? endOf(lines, start) - start + 1 : 0));
  return Math.max(0, ...lengths);
}

function endOf(lines: string[], start: number): number {
  const depth = indentOf(lines[start] ?? "");
  if (lines[start]?.trimEnd().endsWith(";")) return start;
  const end = lines.findIndex(
    (line, index) => index > start && indentOf(line) === depth && /^\s*[})](?!.*[{(]$)/.test(line),
  );
  return end < 0 ? start : end;
}

const indentOf = (line: string) => line.length - line.trimStart().length;
