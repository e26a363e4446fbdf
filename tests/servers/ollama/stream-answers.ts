import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ServedModel } from "./test-models.ts";
import type { TestOllama } from "./test-ollama.ts";

export type Line = Record<string, unknown>;

/** Layers come one after another, and one that is there already is told in a single line. */
export async function* pullLines(server: TestOllama, name: string): AsyncGenerator<Line> {
  const { pace = nextTurn, linesPerLayer = 4 } = server.options;
  yield { status: "pulling manifest" };
  const model = server.offer(name);
  if (model === undefined) return yield { error: "pull model manifest: file does not exist" };
  for (const [at, { digest, bytes }] of (model.layers ?? []).entries()) {
    const status = `pulling ${digest.slice(7, 19)}`;
    while ((server.blobs.get(digest) ?? 0) < bytes) {
      const done = server.blobs.get(digest) ?? 0;
      // What is nothing is left out.
      yield { status, digest, total: bytes, ...(done > 0 && { completed: done }) };
      await pace();
      if (at === 1 && server.faults.pullError !== undefined) return yield { error: server.faults.pullError };
      if (at === 1 && server.faults.pullBreaksOff) return;
      // Somebody else may be fetching the same blob.
      const now = server.blobs.get(digest) ?? 0;
      server.blobs.set(digest, Math.min(bytes, now + Math.ceil(bytes / linesPerLayer)));
    }
    yield { status, digest, total: bytes, completed: bytes };
  }
  for (const status of ["verifying sha256 digest", "writing manifest"]) yield { status };
  server.add(model);
  yield { status: "success" };
}

export async function* pushLines(server: TestOllama, name: string): AsyncGenerator<Line> {
  yield { status: "retrieving manifest" };
  const model = server.find(name);
  if (model === undefined) return yield { error: `model '${name}' not found` };
  if (!name.includes("/")) return yield { error: "you are not authorized to push to this namespace" };
  for (const { digest, bytes } of model.layers ?? [])
    yield { status: `pushing ${digest.slice(7, 19)}`, digest, total: bytes, completed: bytes };
  for (const status of ["pushing manifest", "success"]) yield { status };
}

export async function* createLines(server: TestOllama, body: Record<string, unknown>): AsyncGenerator<Line> {
  const { model, from, files, quantize } = body;
  const digests = Object.values(files ?? {}).map(String);
  const gone = digests.find((digest) => !server.blobs.has(digest));
  if (gone !== undefined) return yield { error: `blob ${gone} not found` };
  const base = typeof from === "string" ? server.find(from) : undefined;
  // What it does not have, it tries to pull.
  if (typeof from === "string" && base === undefined)
    return yield { error: "pull model manifest: file does not exist" };
  if (digests.length > 0) yield { status: "parsing GGUF" };
  if (quantize !== undefined)
    yield {
      status: `quantizing F16 model to ${quantize}`,
      digest: "0000000000000000000",
      total: 10,
      completed: 10,
    };
  const layers = base?.layers ?? digests.map((digest) => ({ digest, bytes: server.blobs.get(digest) ?? 0 }));
  for (const { digest } of layers) yield { status: `using existing layer ${digest}` };
  yield { status: "writing manifest" };
  server.add({
    ...base,
    name: withTag(String(model)),
    digest: sha256(JSON.stringify(body)),
    layers,
    creation: body,
  });
  yield { status: "success" };
}

/** One word a line, and at the end what it took. */
export async function* chatLines(
  server: TestOllama,
  { name: model }: ServedModel,
  asked: Line,
): AsyncGenerator<Line> {
  const { pace = nextTurn, says } = server.options;
  if (says) return yield* says(asked);
  const created_at = new Date(server.now).toISOString();
  const words = ["Hello", " there", "."];
  for (const content of words) {
    yield { model, created_at, message: { role: "assistant", content }, done: false };
    await pace();
  }
  yield {
    ...{ model, created_at, message: { role: "assistant", content: "" }, done: true, done_reason: "stop" },
    ...{ total_duration: 2_100_000_000, load_duration: 1_334_875, prompt_eval_count: 26 },
    ...{ prompt_eval_duration: 342_546_000, eval_count: 10, eval_duration: 2_000_000_000 },
  };
}

export const withTag = (name: string) => (/:[^:/]+$/.test(name) ? name : `${name}:latest`);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
