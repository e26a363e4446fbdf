#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const serves = process.argv[2] === "serve";

if (major > 22 || (major === 22 && minor >= 18)) {
  // Asking for a part of Node is several times faster than importing it.
  const { existsSync } = process.getBuiltinModule("node:fs");
  process.getBuiltinModule("node:module").enableCompileCache();
  const bundle = new URL("../dist/modeldeck.mjs", import.meta.url);
  const source = new URL("../cli-bridge/cli/start.ts", import.meta.url);
  if (serves) await endWithLauncher(process);
  // A package has the bundle only; a checkout may have just the sources, which take four times as long to start.
  await import(existsSync(bundle) ? bundle.href : source.href);
} else await startAgain();

/** A checkout brings a newer Node along, and what is typed should work whatever the machine has. */
async function startAgain() {
  const { existsSync } = await import("node:fs");
  const { fileURLToPath } = await import("node:url");
  const newer = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
  if (!existsSync(newer)) {
    process.stderr.write(`error: Modeldeck needs Node 22.18 or later; this is ${process.version}.\n`);
    process.stderr.write("hint: install a newer Node, or run npm install in the checkout\n");
    process.exitCode = 1;
    return;
  }
  const { spawn } = await import("node:child_process");
  const channel = process.env.MODELDECK_CHANNEL_FD === "3" ? ["inherit"] : [];
  // A console notices by this that its launcher was killed, and does not stay behind on the port.
  const tether = serves ? ["ipc"] : [];
  const child = spawn(newer, process.argv.slice(1), {
    stdio: ["inherit", "inherit", "inherit", ...channel, ...tether],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  if (serves) await endWithLauncher(child);
  child.once("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}

async function endWithLauncher({ pid }) {
  const { watchLauncher } = await import("./watch-launcher.mjs");
  watchLauncher(() => process.kill(pid, "SIGTERM"));
}
