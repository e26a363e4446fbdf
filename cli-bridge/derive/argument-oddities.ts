import {
  argumentTable,
  type BackendKind,
  backendKindOf,
  isKnownArgument,
  meaningOf,
} from "./argument-table.ts";
import { isFlag } from "./argument-words.ts";
import { nearest } from "./nearest.ts";

export type Oddity = { word: string; says: string };

/** Flags that are meant to be said more than once. */
const repeated: ReadonlySet<string> = new Set([
  ...["lora", "lora-scaled", "override-kv", "override-tensor", "control-vector", "middleware", "stop"],
  ...["dry-sequence-breaker", "logit-bias", "logits-processors"],
]);

/** What a person may have meant otherwise. None of it is forbidden: the backend has the last word. */
export function argumentOddities(words: readonly string[], backend: string): Oddity[] {
  const kind = backendKindOf(backend);
  const flags = words.filter(isFlag);
  return [
    ...words.flatMap(tornOrGlued),
    ...words.flatMap(secret),
    ...duplicates(flags, kind),
    ...(kind ? flags.flatMap((flag) => unknown(flag, kind)) : []),
  ];
}

function tornOrGlued(word: string): Oddity[] {
  if (/^--?[A-Za-z][\w-]*\s/.test(word)) {
    return [
      { word, says: `"${word}" is one argument with a space in it. Without the quotes it becomes two.` },
    ];
  }
  const value = word.startsWith("-") ? word.slice(word.indexOf("=") + 1) : word;
  if (!/^[{[]/.test(value) || isJson(value)) return [];
  return [{ word, says: `"${word}" looks like JSON but is none. Put single quotes around all of it.` }];
}

function secret(word: string, at: number, words: readonly string[]): Oddity[] {
  if (secretAt(at, words) === undefined) return [];
  const flag = flagOf(word);
  const says = `A secret does not belong in arguments, and ${flag} stands in the registry for all to read. Give it by the environment.`;
  return [{ word: flag, says }];
}

/** The secret that a flag is given, behind it or in the next word. Numbers are what such a flag counts, a path is where it stands. */
export function secretAt(at: number, words: readonly string[]): string | undefined {
  const word = words[at] ?? "";
  const flag = flagOf(word);
  if (!/^--?(?:[^\W_]+[-_])*(?:key|token|secret|password|passwd|credentials?)$/i.test(flag)) return undefined;
  const value = word.includes("=") ? word.slice(flag.length + 1) : (words[at + 1] ?? "");
  return value === "" || /^(?:-|\/|\d+$)/.test(value) ? undefined : value;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function duplicates(flags: readonly string[], kind: BackendKind | undefined): Oddity[] {
  const seen = new Map<string, string>();
  return flags.flatMap((word) => {
    const meaning = meaningOf(word, kind);
    const before = seen.get(meaning);
    seen.set(meaning, word);
    if (before === undefined || repeated.has(meaning)) return [];
    const same = flagOf(before) === flagOf(word) ? "is given twice" : `means the same as ${flagOf(before)}`;
    return [{ word, says: `${flagOf(word)} ${same}; the last one counts.` }];
  });
}

const flagOf = (word: string) => word.split("=")[0] ?? word;

function unknown(word: string, kind: BackendKind): Oddity[] {
  if (isKnownArgument(word, kind)) return [];
  const flag = flagOf(word);
  const { known, title } = argumentTable[kind];
  const meant = nearest(
    flag,
    known.split(/\s+/).map((name) => `--${name}`),
  );
  const hint = meant ? ` Did you mean ${meant}?` : "";
  return [{ word, says: `${title} is not known to understand ${flag}.${hint}` }];
}
