// Plain JavaScript for old Nodes: this runs before anything is installed.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const lockFile = join(root, "package-lock.json");
const stamp = join(root, "node_modules", ".modeldeck-lock");

/** The Node that the lock file pins; the machine's own where that one could not be installed. */
export function nodeProgram() {
  const pinned = join(
    root,
    "node_modules",
    "node",
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  return existsSync(pinned) ? pinned : process.execPath;
}

const isFresh = () => existsSync(stamp) && readFileSync(stamp, "utf8") === readFileSync(lockFile, "utf8");

/** The npm that started us, or else the one on the path. */
function npmWords() {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith("js")) return [process.execPath, npm];
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
}

/** Installs the packages of the lock file if they are missing or older than it. */
export async function ensureInstalled() {
  if (isFresh()) return;
  console.log("Installing packages…");
  const [program, ...words] = [...npmWords(), "ci", "--no-fund", "--no-audit", "--loglevel=error"];
  const code = await new Promise((resolve) => {
    spawn(program, words, { cwd: root, stdio: "inherit" })
      .on("error", () => resolve(1))
      .on("close", resolve);
  });
  if (code !== 0) {
    console.error(
      "The packages could not be installed. Check the connection to the package registry, then run it again.",
    );
    process.exit(1);
  }
  writeFileSync(stamp, readFileSync(lockFile, "utf8"));
}
