import { spawn } from "node:child_process";
import { watchLauncher } from "../bin/watch-launcher.mjs";
import { ensureInstalled, nodeProgram, root } from "./ensure-installed.mjs";

/** The console with Next in development mode: pages change as they are edited. */
const isOurNode = Number(process.versions.node.split(".")[0]) >= 24;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

async function serveHere() {
  const at = process.argv.indexOf("--port");
  const port = Number(at > 0 ? process.argv[at + 1] : (process.env.PORT ?? 4141));
  const { serve } = await import("../lib/server/serve.ts");
  try {
    const { url, close } = await serve({ port, host: process.env.HOST ?? "127.0.0.1", dev: true });
    console.log(`Modeldeck is at ${url}`);
    const end = () => close().then(() => process.exit(0));
    for (const signal of signals) process.once(signal, end);
    watchLauncher(end);
  } catch (error) {
    console.error(`error: ${error.message}${error.hint ? `\nhint: ${error.hint}` : ""}`);
    process.exit(1);
  }
}

async function serveOnOurNode() {
  await ensureInstalled();
  const words = ["scripts/dev.mjs", ...process.argv.slice(2)];
  const child = spawn(nodeProgram(), words, { cwd: root, stdio: "inherit" });
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  watchLauncher(() => child.kill());
  child.on("close", (code) => {
    process.exitCode = code === null ? 1 : code;
  });
}

process.env.NEXT_TELEMETRY_DISABLED = "1";
await (isOurNode ? serveHere() : serveOnOurNode());
