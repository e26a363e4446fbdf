import type { ProfileField } from "#cli-bridge/protocol/profiles-answer.ts";
import { maskText } from "#lib/state/profiles/mask-text.ts";

export type ProfileFieldOrNew = Pick<ProfileField, "key" | "kind" | "value" | "isHidden" | "isSecret">;

/** What a person has typed, by key; what they have not touched is not here. */
export type ProfileDraft = Readonly<Record<string, string>>;

/** A value as it stands in its control: lists have a line for each item. */
export function shownValue({ kind, value, isHidden }: ProfileFieldOrNew): string {
  if (isHidden) return "";
  if (kind === "list" && Array.isArray(value)) return value.join("\n");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What was typed; a key may be called as something that every object has. */
export const typedIn = (draft: ProfileDraft, { key }: Pick<ProfileFieldOrNew, "key">): string | undefined =>
  Object.hasOwn(draft, key) ? draft[key] : undefined;

/** Whether what was typed says something else than the file; blanks around it say nothing. */
export function isChanged(field: ProfileFieldOrNew, draft: ProfileDraft): boolean {
  const [typed, shown] = [typedIn(draft, field), shownValue(field)];
  if (typed === undefined || typed === shown) return false;
  return field.isHidden === true || meaningOf(field, typed) !== meaningOf(field, shown);
}

/** Numbers of fewer letters than this are exact. */
const exactMax = 15;

function meaningOf(field: ProfileFieldOrNew, text: string): string {
  const word = text.trim();
  const isNumber = (field.kind === "integer" || field.kind === "decimal") && word !== "";
  return isNumber && word.length <= exactMax && Number.isFinite(Number(word))
    ? String(Number(word))
    : tomlText(field, text);
}

/** Whether the value must not be among the words: what the file hides, and what looks like a secret. */
function isSecretSaid({ isSecret, isHidden }: ProfileFieldOrNew, typed: string): boolean {
  const words = typed.replaceAll(/\s*\n\s*/g, " ");
  return isSecret === true || isHidden === true || maskText(typed) !== typed || maskText(words) !== words;
}

/** A secret is saved as text. */
const goesAsSecret = (field: ProfileFieldOrNew, typed: string): boolean =>
  field.kind === "text" && isSecretSaid(field, typed);

/** The changes of which one at a time is saved. */
export const secretsIn = (fields: readonly ProfileFieldOrNew[], draft: ProfileDraft): ProfileFieldOrNew[] =>
  fields.filter((field) => isChanged(field, draft) && goesAsSecret(field, typedIn(draft, field) ?? ""));

/** As many letters as the environment of a command is given for one. */
const secretMax = 16_384;

/** What is wrong with what was typed, in a sentence. */
export function issueOf(field: ProfileFieldOrNew, draft: ProfileDraft): string | undefined {
  if (!isChanged(field, draft)) return undefined;
  const typed = (typedIn(draft, field) ?? "").trim();
  if (field.kind === "integer" && !isWhole(typed)) return "Give a whole number.";
  const isCount = /_mb$|_seconds$|_models$|_count$/.test(field.key);
  if (field.kind === "integer" && isCount && typed.startsWith("-")) return "Give 0 or more.";
  if (field.kind === "decimal" && !/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(typed))
    return "Give a number, such as 0.5.";
  if ((field.kind === "other" || field.isSecret) && typed === "")
    return "Give a value, or take the change back.";
  if (field.kind !== "text" && isSecretSaid(field, typed))
    return "Only a text can be saved as a secret. Write this into the file itself.";
  if (goesAsSecret(field, typed) && typed.length > secretMax)
    return "A secret of so many letters has to be written into the file itself.";
  return undefined;
}

/** TOML's whole numbers have 64 bits. */
const isWhole = (typed: string): boolean =>
  /^[+-]?\d{1,40}$/.test(typed) && BigInt.asIntN(64, BigInt(typed)) === BigInt(typed);

function tomlText({ kind }: ProfileFieldOrNew, typed: string): string {
  const text = (value: string) => JSON.stringify(value).replaceAll("\u007f", "\\u007F");
  const bare = typed.trim();
  if (kind === "text") return text(typed);
  if (kind === "list") {
    const items = typed.split("\n").map((item) => item.trim());
    return `[${items
      .filter((item) => item !== "")
      .map(text)
      .join(", ")}]`;
  }
  if (kind !== "integer" && kind !== "decimal") return bare;
  const number = bare.replace(/^([+-]?)0+(?=\d)/, "$1");
  return kind === "decimal" && /^[+-]?\d+$/.test(number) ? `${number}.0` : number;
}

/** What `set-profile` is asked for. */
export type DraftInput = { set?: string; secretKey?: string; secretValue?: string };

/** The use of `set-profile` that makes the changes, with one secret at a time, which never goes among the words. */
export function inputOfDraft(fields: readonly ProfileFieldOrNew[], draft: ProfileDraft): DraftInput {
  const secrets = secretsIn(fields, draft);
  const lines = fields
    .filter((field) => isChanged(field, draft) && !secrets.includes(field))
    .map((field) => `${field.key} = ${tomlText(field, typedIn(draft, field) ?? "")}`);
  const [secret] = secrets;
  return {
    ...(lines.length > 0 && { set: lines.join("\n") }),
    ...(secret && { secretKey: secret.key, secretValue: typedIn(draft, secret) ?? "" }),
  };
}

/** What is left of a draft once it is saved: the file does not show what it hides, so that it would count as changed for good. */
export function withoutSaved(
  draft: ProfileDraft,
  { fields, saved }: { fields: readonly ProfileFieldOrNew[]; saved: DraftInput },
): ProfileDraft {
  const later = secretsIn(fields, draft).filter(({ key }) => key !== saved.secretKey);
  const hidden = fields.filter((field) => field.isHidden && !later.includes(field)).map(({ key }) => key);
  const gone = new Set([...hidden, saved.secretKey]);
  return Object.fromEntries(Object.entries(draft).filter(([key]) => !gone.has(key)));
}

/** What is left of a draft once the file says the same: that counts as the file's, whatever becomes of it there. */
export function withoutSaid(
  draft: ProfileDraft,
  { before, now }: Record<"before" | "now", readonly ProfileFieldOrNew[]>,
): ProfileDraft {
  const [saidBefore, saidNow] = [saidIn(before, draft), saidIn(now, draft)];
  const others = Object.entries(draft).filter(([key]) => saidBefore.has(key) || !saidNow.has(key));
  return others.length === Object.keys(draft).length ? draft : Object.fromEntries(others);
}

const saidIn = (fields: readonly ProfileFieldOrNew[], draft: ProfileDraft): Set<string> =>
  new Set(fields.filter((field) => !isChanged(field, draft)).map(({ key }) => key));

/** What every profile has, for one that begins. */
export const newProfileFields = (name: string): ProfileFieldOrNew[] =>
  (
    [
      ["description", "text"],
      ["max_vram_mb", "integer"],
      ["max_concurrent_models", "integer"],
      ["preferred_quantizations", "list"],
      ["strategy", "text"],
      ["autostart_timeout_seconds", "integer"],
      ["grace_period_seconds", "integer"],
      ["model_selection_bias", "text"],
    ] as const
  ).map(([key, kind]) => ({
    key: newPrefix(name) + key,
    kind,
    value: kind === "list" ? [] : "",
  }));

const newPrefix = (name: string): string => `deployment_profiles.${name}.`;

/** What was typed for a profile that begins, once it has another name. */
export function underNewName(draft: ProfileDraft, { from, to }: { from: string; to: string }): ProfileDraft {
  const renamed = Object.entries(draft).map(([key, typed]) => {
    const isOfIt = key.startsWith(newPrefix(from));
    return [isOfIt ? newPrefix(to) + key.slice(newPrefix(from).length) : key, typed];
  });
  return Object.fromEntries(renamed);
}
