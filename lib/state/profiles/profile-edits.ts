import { isDeepStrictEqual } from "node:util";
import type { TomlTable } from "smol-toml";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isSecretAt, isSecretPath, mask } from "./mask-secrets.ts";
import { profilesKey, tablePath } from "./profiles-file.ts";
import { copyTable, isTable, parseTomlKey, parseTomlValue, type TomlData, toKeyText } from "./toml-value.ts";

/** A value to write, or none: the key goes. Paths begin below the table. */
export type ProfileEdit = { path: string[]; value?: TomlData; isSecret?: true };

type Said = { set?: string | undefined; unset?: readonly string[] | undefined };
type Secret = { key: string | undefined; value: string | undefined };

/** Reads what is to be changed; a secret comes by the environment and never in the words of a command. */
export function readEdits({ set = "", unset = [] }: Said, secret: Secret): ProfileEdit[] {
  const lines = set.split("\n").filter((line) => line.trim() !== "");
  const edits: ProfileEdit[] = [
    ...lines.map(readLine),
    ...unset.map((key) => ({ path: readKey(key) })),
    ...readSecret(secret),
  ];
  if (edits.length > 0) return edits;
  throw new ConsoleError("bad-input", "Nothing is to be changed.", {
    hint: "Say --set 'KEY = VALUE' or --unset KEY.",
  });
}

function readLine(line: string): ProfileEdit {
  const at = line.indexOf("=");
  if (at < 1)
    throw refused(
      `“${line.trim().slice(0, 80)}” sets nothing.`,
      "Write KEY = VALUE, with one equals sign between them.",
    );
  const path = readKey(line.slice(0, at).trim());
  const key = toKeyText(path);
  const value = parseTomlValue(line.slice(at + 1).trim());
  if (value === undefined ? isSecretPath(path) : isSecretAt(path, value))
    throw refused(`${key} is a secret, and the words of a command are seen by others.`, secretHint);
  if (value === undefined)
    throw refused(
      `What ${key} is set to is not TOML.`,
      'Text stands in quotes: "balanced"; a list in brackets.',
    );
  if (typeof value === "bigint" && BigInt.asIntN(64, value) !== value)
    throw refused(
      `${key} would be a number that not every reader of TOML takes.`,
      "Whole numbers have 64 bits.",
    );
  if (JSON.stringify(value, (_, part) => (typeof part === "bigint" ? Number(part) : part)).includes(mask))
    throw refused(
      `${key} would become dots.`,
      "What is hidden stays as it is; type the whole value, or leave it out.",
    );
  guardKnown(path, value);
  return { path, value };
}

const secretHint = "Say --secret-key KEY, and give the value in MODELDECK_PROFILE_SECRET.";

function readSecret({ key, value }: Secret): ProfileEdit[] {
  if (key === undefined) return [];
  if (!value) throw refused(`No value was given for ${key}.`, secretHint);
  if (value.includes("••••")) throw refused(`${key} would become dots.`, "Type the whole value.");
  const path = readKey(key);
  guardKnown(path, value);
  return [{ path, value, isSecret: true }];
}

/** A secret is text, and may not become so by the way what has been something else. */
export function guardSecrets(table: TomlTable, edits: readonly ProfileEdit[]): void {
  for (const { path } of edits.filter(({ isSecret }) => isSecret)) {
    const now = valueAt(table, path);
    if (now === undefined || typeof now === "string") continue;
    throw refused(`${toKeyText(path)} holds no text, and a secret is saved as one.`, "Change it by hand.");
  }
}

function readKey(text: string): string[] {
  const path = parseTomlKey(text);
  if (!path) throw refused(`“${text.slice(0, 80)}” is no key.`, "Join its parts with dots, as TOML does.");
  return startsBelow(path) ? path.slice(tablePath.length) : path;
}

const startsBelow = (path: readonly string[]) =>
  path.length > tablePath.length && tablePath.every((part, index) => path[index] === part);

const refused = (message: string, hint: string) => new ConsoleError("bad-input", message, { hint });

const counts =
  /^(max_vram_mb|max_concurrent_models|gpu_count|autostart_timeout_seconds|grace_period_seconds|\w+_mb)$/;
const texts = /^(description|strategy|model_selection_bias)$/;

/** What every profile has is of one kind; anything else is taken as it is. */
function guardKnown([table, profile, key, ...more]: readonly string[], value: TomlData): void {
  if (table !== profilesKey || profile === undefined || key === undefined || more.length > 0) return;
  if (counts.test(key) && (typeof value !== "bigint" || value < 0n))
    throw refused(`${key} of ${profile} is a whole number, 0 or more.`, `For example: ${key} = 12000`);
  if (texts.test(key) && typeof value !== "string")
    throw refused(`${key} of ${profile} is text.`, `For example: ${key} = "balanced"`);
  const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
  if (key === "preferred_quantizations" && !isList)
    throw refused(`${key} of ${profile} is a list of names.`, `For example: ${key} = ["fp8", "awq"]`);
}

/** The table as it must be after the edits, made without looking at the text. */
export function tableAfter(table: TomlTable, edits: readonly ProfileEdit[]): TomlTable {
  const after = copyTable(table);
  for (const { path, value } of edits) {
    let here: TomlTable = after;
    for (const part of path.slice(0, -1)) {
      const next = Object.hasOwn(here, part) ? here[part] : undefined;
      if (isTable(next)) here = next;
      else {
        if (value === undefined) break;
        const made: TomlTable = {};
        here[part] = made;
        here = made;
      }
    }
    const last = path.at(-1) ?? "";
    if (value === undefined) delete here[last];
    else here[last] = value;
  }
  return after;
}

export function valueAt(table: TomlTable, path: readonly string[]): TomlData | undefined {
  let here: TomlData | undefined = table;
  for (const part of path) here = isTable(here) && Object.hasOwn(here, part) ? here[part] : undefined;
  return here;
}

/** Edits that change something; what is so already is left alone. */
export const realEdits = (table: TomlTable, edits: readonly ProfileEdit[]): ProfileEdit[] =>
  edits.filter(({ path, value }) => !isDeepStrictEqual(valueAt(table, path), value));
