import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));

const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } };

async function bundle(input, output) {
  const made = await rolldown({
    cwd: root,
    input,
    platform: "node",
    // The console's own packages are found beside the bundle, where the console is installed.
    external: [/^node:/, /^next(\/|$)/, /^react(-dom)?(\/|$)/],
    onLog: (level, log, say) => level === "info" || say(level, log),
  });
  await made.write({ format: "esm", entryFileNames: "[name].mjs", minify, ...output });
  await made.close();
}

/** The program. Handlers become chunks of their own, so that `--help` reads a tenth of what there is. */
export const buildProgram = (dir) =>
  bundle({ modeldeck: "cli-bridge/cli/start.ts" }, { dir, chunkFileNames: "chunks/[name]-[hash].mjs" });

/** The keeper outlives updates of the program, so it is one file that needs no other. */
export const buildKeeper = (dir) =>
  bundle({ keeper: "cli-bridge/run/keeper-main.ts" }, { dir, codeSplitting: false });

if (import.meta.main) {
  const dist = join(root, "dist");
  await rm(dist, { recursive: true, force: true });
  await buildProgram(dist);
  await buildKeeper(dist);
}
