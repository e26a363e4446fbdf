import { readFileSync } from "node:fs";
import { basename } from "node:path";

const lookMs = 1_000;

/**
 * Calls once when the npm that started this program is gone. It hands a signal to a shell at most, which dies of it and tells
 * nobody. Where npm did not start it, the program may outlive whoever did.
 */
export function watchLauncher(onGone) {
  const { argv, env } = process;
  if (!env.npm_lifecycle_script?.includes(basename(argv[1] ?? "", ".mjs"))) return;
  const launchers = launchersNow();
  const timer = setInterval(() => {
    if (launchersNow() === launchers) return;
    clearInterval(timer);
    onGone();
  }, lookMs).unref();
}

/** The parent, and behind it npm, where a shell stands between them. Only Linux tells; elsewhere shells step aside. */
function launchersNow() {
  const parent = process.ppid;
  try {
    const isShell = readFileSync(`/proc/${parent}/cmdline`, "utf8").split("\0")[1] === "-c";
    // The name before the fields stands in brackets and may hold anything.
    const [, behind] = readFileSync(`/proc/${parent}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return isShell ? `${parent} ${behind}` : `${parent}`;
  } catch {
    return `${parent}`;
  }
}
