import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is imported as it is: the console's own packages, found beside the bundle where the console is installed. */
const external = [/^node:/, /^next(\/|$)/, /^react(-dom)?(\/|$)/];

/**
 * The program and the keeper, each a file that Node runs as it is. Handlers become chunks of their own, so that
 * `--help` reads a tenth of what there is.
 */
const entries = { modeldeck: "cli-bridge/cli/start.ts", keeper: "cli-bridge/run/keeper-main.ts" };

await rm(`${root}dist`, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: entries,
  external,
  platform: "node",
  onLog: (level, log, say) => level === "info" || say(level, log),
});
await bundle.write({
  dir: "dist",
  format: "esm",
  entryFileNames: "[name].mjs",
  chunkFileNames: "chunks/[name]-[hash].mjs",
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
});
await bundle.close();
