import { spawn } from "node:child_process";
import { join } from "node:path";
import { stampBuild } from "./build-stamp.mjs";
import { nodeProgram, root } from "./ensure-installed.mjs";

/** Builds what a release is made of: the program, its keeper, and the pages. */
const steps = [
  { says: "program", words: ["scripts/build-cli.mjs"] },
  { says: "pages", words: [join("node_modules", "next", "dist", "bin", "next"), "build"] },
];

let going;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => going?.kill(signal));

const run = (words) =>
  new Promise((resolve) => {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
    going = spawn(nodeProgram(), words, { cwd: root, stdio: "inherit", env })
      .on("error", () => resolve(1))
      .on("close", (code) => resolve(code === null ? 1 : code));
  });

stampBuild.forget();
for (const { says, words } of steps) {
  if ((await run(words)) === 0) continue;
  console.error(`error: the ${says} could not be built\nhint: the lines above say why`);
  process.exit(1);
}
stampBuild.keep();
