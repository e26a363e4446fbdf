import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));

const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } };

/**
 * Importing node:crypto builds every part of it, the web's as well, and takes longer than reading a registry. So a
 * bundle takes each function from there when it is first called.
 */
const lazyCrypto = {
  name: "lazy-crypto",
  resolveId: (id) => (id === "node:crypto" ? "\0crypto" : undefined),
  load: (id) =>
    id === "\0crypto"
      ? ["createHash", "createHmac", "randomBytes", "randomUUID", "timingSafeEqual"]
          .map(
            (name) =>
              `export const ${name} = (...given) => process.getBuiltinModule("node:crypto").${name}(...given);`,
          )
          .join("\n")
      : undefined,
};

/** Importing a part of Node makes each of its exports, used or not; asking for it makes only what is taken. */
const askedBuiltins = {
  name: "asked-builtins",
  renderChunk: (code) =>
    code.replace(
      /^import\s*\{([^}]*)\}\s*from\s*"(node:[^"]+)";?/gm,
      (_, names, builtin) =>
        `const {${names.replace(/\s+as\s+/g, ": ")}} = process.getBuiltinModule("${builtin}");`,
    ),
};

async function bundle(input, output) {
  const made = await rolldown({
    cwd: root,
    input,
    platform: "node",
    plugins: [lazyCrypto, askedBuiltins],
    // The console's own packages are found beside the bundle, where the console is installed.
    external: [/^node:(?!crypto$)/, /^next(\/|$)/, /^react(-dom)?(\/|$)/],
    onLog: (level, log, say) => level === "info" || say(level, log),
  });
  await made.write({ format: "esm", entryFileNames: "[name].mjs", minify, ...output });
  await made.close();
}

const room = (name) => new RegExp(`/(?:${name})[.]ts$`);

/** Every file that is opened takes half a millisecond, so what is always needed together lies together. */
const groups = [
  {
    name: "words",
    priority: 2,
    test: room(
      "cli-bridge/(?:catalogue/[^/]+|dialects/modeldeck|protocol/console-error|cli/(?:print|session|size-text|visible-text)" +
        "|derive/(?:parse-words|word-reader|option-words|fields-of|intent-of|nearest))",
    ),
  },
  { name: "zod", priority: 1, test: /\/node_modules\/zod\// },
  {
    name: "reading",
    priority: 1,
    test: room(
      "lib/registry/(?:capabilities|entry|entry-document|json-text|list-rows|load-registry|merge-entries|producer|raw-entry" +
        "|read-entries|read-layer|registry-files|registry-signature|split-legacy|test-name|value-guards)" +
        "|lib/state/settings|cli-bridge/cli/(?:read-registry|table)",
    ),
  },
];

/** The program. Handlers become chunks of their own, so that `--help` reads a tenth of what there is. */
export const buildProgram = (dir) =>
  bundle(
    { modeldeck: "cli-bridge/cli/start.ts" },
    {
      dir,
      chunkFileNames: "chunks/[name]-[hash].mjs",
      codeSplitting: { groups },
    },
  );

/** The keeper outlives updates of the program, so it is one file that needs no other. */
export const buildKeeper = (dir) =>
  bundle({ keeper: "cli-bridge/run/keeper-main.ts" }, { dir, codeSplitting: false });

if (import.meta.main) {
  const dist = join(root, "dist");
  await rm(dist, { recursive: true, force: true });
  await buildProgram(dist);
  await buildKeeper(dist);
}
