import { z } from "zod";
import { toShell } from "#cli-bridge/derive/shell-words.ts";
import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { isOnThisMachine } from "#lib/backends/instances/instance-id.ts";
import { keepAliveSecondsOf } from "#lib/backends/keep-alive.ts";
import { nativeLine } from "#lib/backends/managed/server-wanted.ts";

/** The server that is meant, as far as words for it go. */
type Server = { kind: BackendKind; url: string };

const text = z.string();
const said = z.object({
  model: text.default(""),
  models: z.array(text).default([]),
  context: z.int().optional(),
  keepAlive: text.optional(),
  gpuLayers: z.int().optional(),
  insecure: z.literal(true).optional(),
  source: text.optional(),
  destination: text.optional(),
  name: text.optional(),
  from: text.optional(),
  system: text.optional(),
  template: text.optional(),
  quantize: text.optional(),
  parameter: z.unknown().optional(),
  ...{
    gguf: z.unknown().optional(),
    modelfile: z.unknown().optional(),
    adapter: z.unknown().optional(),
    license: z.unknown().optional(),
  },
  quantization: text.optional(),
});
type Said = z.infer<typeof said>;

/** A question to the server itself, as a terminal can ask it. */
const asking = ({ url }: Server, path: string, body: object, method?: "DELETE"): string =>
  toShell(["curl", ...(method ? ["-X", method] : []), `${url}${path}`, "-d", JSON.stringify(body)]);

/** The same by the program that comes with Ollama. */
const ollama = ({ url }: Server, ...words: string[]): string =>
  nativeLine({ argv: ["ollama", ...words], env: { OLLAMA_HOST: url } });

type Lines = (server: Server, said: Said) => string[];

/** Ollama knows no days, and takes a number without a unit as a number only. */
function keptAs(said: string | undefined) {
  const seconds = keepAliveSecondsOf(said);
  return seconds === undefined ? {} : { keep_alive: seconds };
}

/** This program speaks to the LM Studio of its own machine. */
const lms = ({ url }: Server, ...words: string[]): string[] =>
  isOnThisMachine(new URL(url)) ? [toShell(["lms", ...words])] : [];

function loadLines(server: Server, { model, context, keepAlive, gpuLayers }: Said): string[] {
  if (server.kind === "ollama") {
    const options = {
      ...(context !== undefined && { num_ctx: context }),
      ...(gpuLayers !== undefined && { num_gpu: gpuLayers }),
    };
    const body = { model, ...keptAs(keepAlive), ...(Object.keys(options).length > 0 && { options }) };
    return [asking(server, "/api/generate", body)];
  }
  if (server.kind === "lmstudio") {
    const seconds = keepAliveSecondsOf(keepAlive) ?? -1;
    const body = { model, ...(context !== undefined && { context_length: context }) };
    const words = [
      ...(context === undefined ? [] : [`--context-length=${context}`]),
      ...(seconds === -1 ? [] : [`--ttl=${seconds}`]),
    ];
    // Its interface for curl knows no time to stay.
    const asked = seconds === -1 ? [asking(server, "/api/v1/models/load", body)] : [];
    return [...lms(server, "load", model, ...words), ...asked];
  }
  return server.kind === "llamacpp" ? [asking(server, "/models/load", { model })] : [];
}

function unloadLines(server: Server, { models }: Said): string[] {
  const each = (lines: (model: string) => string[]) => models.flatMap(lines);
  if (server.kind === "ollama")
    return each((model) => [
      ollama(server, "stop", model),
      asking(server, "/api/generate", { model, keep_alive: 0 }),
    ]);
  if (server.kind === "lmstudio")
    return each((model) => [
      ...lms(server, "unload", model),
      asking(server, "/api/v1/models/unload", { instance_id: model }),
    ]);
  return server.kind === "llamacpp" ? each((model) => [asking(server, "/models/unload", { model })]) : [];
}

const insecurely = ({ insecure }: Said) => (insecure ? { insecure } : {});
const insecureWord = ({ insecure }: Said) => (insecure ? ["--insecure"] : []);

/** What comes from files, or has to be read first, has no words that would be the whole of it. */
function createLines(server: Server, told: Said): string[] {
  const { name, from, system, template, quantize, parameter, gguf, modelfile, adapter, license } = told;
  const isMore = [parameter, gguf, modelfile, adapter, license].some((each) => each !== undefined);
  if (from === undefined || isMore) return [];
  const fields = Object.entries({ system, template, quantize }).filter(([, value]) => value !== undefined);
  return [asking(server, "/api/create", { model: name, from, ...Object.fromEntries(fields) })];
}

const lines: Readonly<Record<string, Lines>> = {
  "backend-load": loadLines,
  "backend-unload": unloadLines,
  "ollama-pull": (server, { models, ...more }) =>
    models.flatMap((model) => [
      ollama(server, "pull", ...insecureWord({ models, ...more }), model),
      asking(server, "/api/pull", { model, ...insecurely({ models, ...more }) }),
    ]),
  "ollama-push": (server, told) => [
    ollama(server, "push", ...insecureWord(told), told.model),
    asking(server, "/api/push", { model: told.model, ...insecurely(told) }),
  ],
  "ollama-delete": (server, { models }) =>
    models.flatMap((model) => [
      ollama(server, "rm", model),
      asking(server, "/api/delete", { model }, "DELETE"),
    ]),
  "ollama-copy": (server, { source = "", destination = "" }) => [
    ollama(server, "cp", source, destination),
    asking(server, "/api/copy", { source, destination }),
  ],
  "ollama-create": createLines,
  "lmstudio-download": (server, { model, quantization }) => [
    asking(server, "/api/v1/models/download", { model, ...(quantization && { quantization }) }),
  ],
};

export const hasServerLines = (command: string): boolean => command in lines;

/** What a command says to a server, in that server's own words: by its program where it has one, or by curl. */
export function serverLines(command: string, input: unknown, server: Server): string[] {
  const found = lines[command]?.(server, said.parse(input)) ?? [];
  const isAsking = (line: string) => line.startsWith("curl ");
  const ways = [found.filter((line) => !isAsking(line)), found.filter(isAsking)];
  return ways.filter((way) => way.length > 0).map((way) => way.join("\n"));
}
