import { posix } from "node:path";

export type FileKind =
  | "weights"
  | "projector"
  | "adapter"
  | "pickle"
  | "code"
  | "config"
  | "index"
  | "tokenizer"
  | "template"
  | "partial"
  | "other";

/** What turns text into the model's words, under the names that the libraries give it. */
const tokenizers =
  /^(?:tokenizer\.json|tokenizer\.model(?:\.v\w+)?|vocab\.(?:json|txt)|(?:spiece|spm|.*sentencepiece.*)\.model|tekken\.json|.*\.(?:tiktoken|spm))$/;

const rules: readonly [RegExp, FileKind][] = [
  [/\.(?:aria2|part|partial|incomplete|tmp|crdownload|download)$/, "partial"],
  [/(?:^|[-_.])mmproj(?:[-_.].*)?\.gguf$/, "projector"],
  [/^adapter_model\.safetensors$/, "adapter"],
  [/\.(?:gguf|safetensors|onnx)$/, "weights"],
  [/\.(?:bin|pt|pth|ckpt|pkl|pickle)$/, "pickle"],
  [/\.py$/, "code"],
  [/\.index\.json$/, "index"],
  [/^chat_template.*\.(?:jinja|json)$|\.jinja2?$/, "template"],
  [tokenizers, "tokenizer"],
  [/^(?:tokenizer.*|vocab|added_tokens|special_tokens_map|merges)\.(?:json|txt|model|bpe)$/, "tokenizer"],
  [/\.(?:json|ya?ml)$/, "config"],
];

/** What a file is for, by its name. Unfinished downloads are told apart first: nothing else about them holds. */
export function fileKindOf(path: string): FileKind {
  const name = posix.basename(path).toLowerCase();
  return rules.find(([pattern]) => pattern.test(name))?.[1] ?? "other";
}

/** Whether a scan takes it for weights, whatever is in it. */
export const isWeightName = (name: string): boolean =>
  /\.(?:gguf|safetensors|onnx|bin|pt|pth|ckpt)$/i.test(name);

/** Whether it is a tokenizer by itself, and not only something that goes with one. */
export const isTokenizer = (path: string): boolean => tokenizers.test(posix.basename(path).toLowerCase());

export type Shard = { stem: string; part: number; parts: number };

/** `name-00002-of-00005.gguf` is the second part of five. A few count their parts with six digits. */
export function shardOf(path: string): Shard | undefined {
  const found = /^(.*?)[-.](\d{5,6})-of-(\d{5,6})\.[a-z]+$/i.exec(path);
  if (found === null) return undefined;
  const [, stem = "", part, parts] = found;
  return { stem, part: Number(part), parts: Number(parts) };
}
