import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { generatedBytes } from "./generated-bytes.ts";
import type { HubFile } from "./hub-shapes.ts";

export type Pieces = Iterable<Buffer> | AsyncIterable<Buffer>;

/** A file as the hub keeps it. */
export type FileContent = {
  path: string;
  type: string;
  bytes: number;
  lfs: boolean;
  xet: boolean;
  /** Changes when the bytes do, and costs nothing. */
  mark: string;
  read(from: number, to: number): Pieces;
  sha256(): Promise<string>;
  /** Of a small file the blob's, of a large one that of the pointer which stands for it. */
  gitSha1(): Promise<string>;
};

const weights = /\.(gguf|safetensors|bin|pt|pth|ckpt|onnx|h5|msgpack|npz|parquet|zip|model)$/i;
const lfsFrom = 1024 * 1024;
const hashedAtOnce = 16 * 1024 * 1024;

export function fileContentOf(file: HubFile, seed: number): FileContent {
  const source = sourceOf(file, seed);
  const lfs = file.lfs ?? (weights.test(file.path) || source.bytes > lfsFrom);
  const claimed = file.sha256;
  const sha256 = once(async () => claimed ?? digestOf("sha256", "", source.read(0, source.bytes)));
  const blob = () => digestOf("sha1", `blob ${source.bytes}\0`, source.read(0, source.bytes));
  const pointer = async () => {
    const text = lfsPointer(await sha256(), source.bytes);
    return digestOf("sha1", `blob ${text.length}\0`, [Buffer.from(text)]);
  };
  return {
    ...source,
    mark: `${source.mark} ${claimed ?? ""}`,
    path: file.path,
    type: file.type ?? "file",
    lfs,
    xet: lfs && file.xet === true,
    sha256,
    gitSha1: once(lfs ? pointer : blob),
  };
}

export const lfsPointer = (sha256: string, bytes: number) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${bytes}\n`;

function sourceOf(file: HubFile, seed: number): Pick<FileContent, "bytes" | "mark" | "read"> {
  if (file.file !== undefined) {
    const path = file.file;
    const { size, mtimeMs } = statSync(path);
    return {
      bytes: size,
      mark: `${path} ${size} ${mtimeMs}`,
      // A stream's `end` is the last byte, not the one behind it.
      read: (from, to) =>
        from >= to ? [] : createReadStream(path, { start: from, end: to - 1, highWaterMark: 256 * 1024 }),
    };
  }
  const head = Buffer.from(file.content ?? file.head ?? "");
  const bytes = file.content === undefined ? Math.max(file.bytes ?? 0, head.length) : head.length;
  const own = file.seed ?? seed;
  return {
    bytes,
    mark: `${bytes} ${own} ${createHash("sha1").update(head).digest("hex")}`,
    *read(from, to) {
      if (from < head.length) yield head.subarray(from, Math.min(to, head.length));
      yield* generatedBytes(own, Math.max(from, head.length), to);
    },
  };
}

export async function gather(pieces: Pieces): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

async function digestOf(algorithm: string, before: string, pieces: Pieces): Promise<string> {
  const hash = createHash(algorithm).update(before);
  let since = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    since += piece.length;
    if (since < hashedAtOnce) continue;
    since = 0;
    await setImmediate();
  }
  return hash.digest("hex");
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
