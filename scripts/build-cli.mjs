import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
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
  // A package that requires it looks for more than we do, and is loaded only where it is needed.
  resolveId: (id, importer = "") => {
    if (id !== "node:crypto") return undefined;
    return importer.includes("/node_modules/") ? { id, external: true } : "\0crypto";
  },
  load: (id) =>
    id === "\0crypto"
      ? ["createHash", "createHmac", "hash", "randomBytes", "randomUUID", "timingSafeEqual"]
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

async function bundle(input, { dir, ...output }) {
  const made = await rolldown({
    cwd: root,
    input,
    platform: "node",
    plugins: [lazyCrypto, askedBuiltins],
    // The console's own packages are found beside the bundle, where the console is installed.
    external: [/^node:(?!crypto$)/, /^next(\/|$)/, /^react(-dom)?(\/|$)/],
    onLog: (level, log, say) => level === "info" || say(level, log),
  });
  await mkdir(dir, { recursive: true });
  const unfinished = await mkdtemp(join(dir, ".building-"));
  try {
    await made.write({ format: "esm", entryFileNames: "[name].mjs", minify, ...output, dir: unfinished });
    await install(unfinished, dir);
  } finally {
    await made.close();
    await rm(unfinished, { recursive: true, force: true });
  }
  await sweep(dir);
}

/** Chunks first and the program last, each renamed into place, so that whoever starts it finds all that it asks for. */
async function install(from, to) {
  const files = await readdir(from, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const depthOf = (path) => relative(from, path).split(sep).length;
  for (const path of paths.sort((one, other) => depthOf(other) - depthOf(one))) {
    const place = join(to, relative(from, path));
    await mkdir(dirname(place), { recursive: true });
    await rename(path, place);
  }
}

const sweptAfterMs = 86_400_000;

/** A program that started before this build may yet ask for a chunk of its own, so old chunks stay for a day. */
async function sweep(dir) {
  const chunks = join(dir, "chunks");
  const inside = (folder) => readdir(folder).then((names) => names.map((name) => join(folder, name)));
  const unfinished = (await inside(dir)).filter((path) => basename(path).startsWith(".building-"));
  for (const path of [...unfinished, ...(await inside(chunks).catch(() => []))]) {
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > sweptAfterMs) await rm(path, { recursive: true, force: true });
  }
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
  await buildProgram(dist);
  await buildKeeper(dist);
}
