import { spawn } from "node:child_process";
import { ensureInstalled, nodeProgram, root } from "./ensure-installed.mjs";

/** Installs what is missing and checks everything. Runs on whatever Node the machine has; the gate itself runs on ours. */
await ensureInstalled();
const gate = spawn(nodeProgram(), ["scripts/check.mjs"], { cwd: root, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => gate.kill(signal));
gate.on("close", (code) => {
  process.exitCode = code === null ? 1 : code;
});
