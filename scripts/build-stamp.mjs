import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./ensure-installed.mjs";

const sources = [
  "app",
  "bin",
  "cli-bridge",
  "components",
  "lib",
  "next.config.mjs",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "scripts/build-cli.mjs",
  "tsconfig.json",
];
const stamp = join(root, ".next", "modeldeck-build");

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** What the sources hold, not when they were written: a fresh clone has new times and old words. */
function hashOfSources() {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesBelow(join(root, source)))) {
    hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

const isWhole = () =>
  existsSync(join(root, "dist", "modeldeck.mjs")) && existsSync(join(root, ".next", "BUILD_ID"));

/** Remembers what the last whole build was made from. */
export const stampBuild = {
  isFresh: () => isWhole() && existsSync(stamp) && readFileSync(stamp, "utf8") === hashOfSources(),
  forget: () => rmSync(stamp, { force: true }),
  keep: () => writeFileSync(stamp, hashOfSources()),
};
