import { open, readFile, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, resolve } from "node:path";
import type { InputOfCommand } from "#cli-bridge/catalogue/index.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Pulling } from "#lib/backends/adapter.ts";
import type { BackendHttp } from "#lib/backends/http/backend-http.ts";
import type { Creation } from "#lib/backends/ollama/create-model.ts";
import { type ModelfileItem, parseModelfile } from "#lib/backends/ollama/modelfile.ts";
import { sendFile } from "#lib/backends/ollama/send-blob.ts";
import { type Draft, isPath, toCreation } from "#lib/backends/ollama/to-creation.ts";
import { isInside } from "#lib/registry/is-inside.ts";

type Input = InputOfCommand<"ollama-create">;

const modelfileBytesMax = 4 * 1024 * 1024;

/** What is to be created: a Modelfile, if there is one, and what was said besides, which goes before it. */
export async function readRecipe(input: Input, model: string, within?: readonly string[]): Promise<Draft> {
  const { from, gguf, modelfile, adapter, quantize } = input;
  if (from !== undefined && isPath(from)) {
    throw new ConsoleError("bad-input", `${from.slice(0, 80)} is no name of a model.`, {
      hint: "A file is said with --gguf=FILE.",
    });
  }
  const sources = [from, gguf].filter((source) => source !== undefined);
  if (sources.length > 1 || (sources.length === 0 && modelfile === undefined)) {
    throw new ConsoleError(
      "bad-input",
      "A model is made of one thing: a model, a GGUF file or a Modelfile.",
      {
        hint: "Say --from=MODEL, --gguf=FILE or --modelfile=FILE.",
      },
    );
  }
  const written = modelfile === undefined ? [] : await readModelfile(modelfile);
  const said = itemsOf(input);
  const replaced = new Set(said.filter(({ name }) => name !== "PARAMETER").map(({ name }) => name));
  const parameters = new Set(said.flatMap(({ name, key }) => (name === "PARAMETER" && key ? [key] : [])));
  const kept = written.filter(
    ({ name, key }) =>
      !replaced.has(name) && !(name === "PARAMETER" && key !== undefined && parameters.has(key)),
  );
  const draft = toCreation([...kept, ...said], model);
  if (within) await guardWithin([...draft.files, ...draft.adapters, ...draft.drafts], within);
  const files = [...draft.files, ...(gguf === undefined ? [] : [resolve(gguf)])];
  const adapters = [...draft.adapters, ...(adapter === undefined ? [] : [resolve(adapter)])];
  for (const file of [...files, ...adapters, ...draft.drafts]) await guardGguf(file);
  return { ...draft, files, adapters, creation: { ...draft.creation, ...(quantize && { quantize }) } };
}

/** Whoever asks over the web may name files of the roots only, and a Modelfile must not name others for them. */
async function guardWithin(paths: readonly string[], roots: readonly string[]): Promise<void> {
  const realOf = (path: string) => realpath(path).catch(() => resolve(path));
  const real = await Promise.all(roots.map(realOf));
  for (const path of paths) {
    const found = await realOf(path);
    if (real.some((root) => isInside(found, root))) continue;
    throw new ConsoleError("outside-roots", `The Modelfile names ${path.slice(0, 200)}, outside the roots.`, {
      hint: "Move it below one of the roots, or create the model at a terminal.",
    });
  }
}

/** A path in a Modelfile is meant from where that lies. */
async function readModelfile(path: string): Promise<ModelfileItem[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || found.size > modelfileBytesMax) {
    throw new ConsoleError("not-found", `There is no Modelfile ${path}.`, {
      hint: "Print one to begin with: modeldeck ollama-show --modelfile -- MODEL",
    });
  }
  const folder = dirname(resolve(path));
  const holdsPath = ({ name, value }: ModelfileItem) =>
    name === "ADAPTER" || name === "DRAFT" || (name === "FROM" && isPath(value));
  return parseModelfile(await readFile(path, "utf8")).map((item) =>
    holdsPath(item) ? { ...item, value: resolve(folder, item.value.replace(/^~(?=\/)/, homedir())) } : item,
  );
}

function itemsOf({ from, system, template, license, parameter = [] }: Input): ModelfileItem[] {
  const texts = Object.entries({ FROM: from, SYSTEM: system, TEMPLATE: template, LICENSE: license });
  return [
    ...texts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    ...parameter.map((said) => {
      const [, key, value] = /^\s*([\w.]+)\s*[=\s]\s*([\s\S]*)$/.exec(said) ?? [];
      if (key !== undefined && value !== undefined) return { name: "PARAMETER", key, value };
      throw new ConsoleError("bad-input", `${said.slice(0, 80)} is no parameter.`, {
        hint: "Say it as temperature=0.6.",
      });
    }),
  ];
}

/** Anything else would be sent in vain, and might be something that nobody meant to send. */
async function guardGguf(path: string): Promise<void> {
  const file = await open(path, "r").catch(() => undefined);
  try {
    const start = await file?.read(Buffer.alloc(4), 0, 4, 0);
    if (start?.buffer.toString("latin1") === "GGUF") return;
  } finally {
    await file?.close();
  }
  throw new ConsoleError("bad-input", `${path} is ${file ? "no GGUF file" : "not there"}.`, {
    hint: "Models are created of GGUF files; convert others first.",
  });
}

export const modelSources = ({ files }: Draft): string[] => files.map((file) => basename(file));

/** Gives the server the files that it needs, and names them by their digests. */
export async function sendSources(http: BackendHttp, draft: Draft, pulling: Pulling): Promise<Creation> {
  const send = async (paths: readonly string[]) => {
    const sent: Record<string, string> = {};
    for (const path of paths) {
      const digest = `sending ${basename(path)}`;
      const onProgress = (done: number, total: number) =>
        pulling.onProgress({ status: digest, layers: [{ digest, done, total }] });
      sent[basename(path)] = await sendFile(http, path, { signal: pulling.signal, onProgress });
    }
    return sent;
  };
  const { creation, files, adapters, drafts } = draft;
  return {
    ...creation,
    ...(files.length > 0 && { files: await send(files) }),
    ...(adapters.length > 0 && { adapters: await send(adapters) }),
    ...(drafts.length > 0 && { draft_files: await send(drafts) }),
  };
}
