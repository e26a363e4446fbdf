import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { watchLauncher } from "../bin/watch-launcher.mjs";
import { stampBuild } from "./build-stamp.mjs";
import { ensureInstalled, nodeProgram, root } from "./ensure-installed.mjs";

/** One command from a fresh clone to an open console. Runs on whatever Node the machine has. */
process.env.NEXT_TELEMETRY_DISABLED = "1";
await ensureInstalled();
/** What is told to end when this program is. */
let going;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => going?.kill(signal));
watchLauncher(() => going?.kill());
if (!stampBuild.isFresh()) {
  console.log("Building the console…");
  going = start(["scripts/build.mjs"]);
  const code = await ended(going);
  if (code !== 0) process.exit(code);
}

const given = process.argv.slice(2);
const says = (option) => given.some((word) => word === option || word.startsWith(`${option}=`));
const words = ["dist/modeldeck.mjs", "serve", ...given.filter((word) => word !== "--no-open")];
if (!says("--port") && process.env.PORT) words.push(`--port=${process.env.PORT}`);
if (!says("--host") && process.env.HOST) words.push(`--host=${process.env.HOST}`);

// By the last of these the console notices that this process was killed, and does not stay behind on the port.
const consoleProcess = start(words, ["inherit", "pipe", "inherit", "ipc"]);
going = consoleProcess;
consoleProcess.stdout.on("data", (chunk) => {
  process.stdout.write(chunk);
  const address = /http:\/\/\S+/.exec(String(chunk));
  if (address) openOnce(address[0]);
});
process.exitCode = await ended(consoleProcess);

function start(command, stdio = "inherit") {
  return spawn(nodeProgram(), command, { cwd: root, stdio, env: { ...process.env, NODE_ENV: "production" } });
}

function ended(child) {
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("close", (code, signal) => resolve(code === null ? (signal === "SIGINT" ? 130 : 143) : code));
  });
}

/** A browser is opened where there is a desktop to open it on, and never for a machine that only builds. */
function openOnce(url) {
  consoleProcess.stdout.removeAllListeners("data");
  consoleProcess.stdout.pipe(process.stdout);
  const { platform, env } = process;
  if (env.CI || says("--no-open") || says("--open")) return;
  const opener =
    platform === "darwin"
      ? ["open", url]
      : platform === "win32"
        ? [join(env.SystemRoot || "C:\\Windows", "explorer.exe"), url]
        : (env.DISPLAY || env.WAYLAND_DISPLAY) && existsSync("/usr/bin/xdg-open")
          ? ["/usr/bin/xdg-open", url]
          : undefined;
  if (!opener) return;
  spawn(opener[0], opener.slice(1), { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}
