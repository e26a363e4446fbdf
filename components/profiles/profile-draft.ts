import type { ProfileField } from "#cli-bridge/protocol/profiles-answer.ts";

export type ProfileFieldOrNew = Pick<ProfileField, "key" | "kind" | "value" | "isHidden" | "isSecret">;

/** What a person has typed, by key; what they have not touched is not here. */
export type ProfileDraft = Readonly<Record<string, string>>;

/** A value as it stands in its control: lists have a line for each item. */
export function shownValue({ kind, value, isHidden }: ProfileFieldOrNew): string {
  if (isHidden) return "";
  if (kind === "list" && Array.isArray(value)) return value.join("\n");
  return typeof value === "string" ? value : JSON.stringify(value);
}

export const isChanged = (field: ProfileFieldOrNew, draft: ProfileDraft): boolean =>
  draft[field.key] !== undefined && draft[field.key] !== shownValue(field);

/** What is wrong with what was typed, in a sentence. */
export function issueOf(field: ProfileFieldOrNew, draft: ProfileDraft): string | undefined {
  if (!isChanged(field, draft)) return undefined;
  const typed = (draft[field.key] ?? "").trim();
  if (field.kind === "integer" && !/^[+-]?\d{1,18}$/.test(typed)) return "Give a whole number.";
  const isCount = /_mb$|_seconds$|_models$|_count$/.test(field.key);
  if (field.kind === "integer" && isCount && typed.startsWith("-")) return "Give 0 or more.";
  if (field.kind === "decimal" && !/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(typed))
    return "Give a number, such as 0.5.";
  if ((field.kind === "other" || field.isSecret) && typed === "")
    return "Give a value, or take the change back.";
  return undefined;
}

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
  return kind === "decimal" && /^[+-]?\d+$/.test(bare) ? `${bare}.0` : bare;
}

/** What `set-profile` is asked for. */
export type DraftInput = { set?: string; secretKey?: string; secretValue?: string };

/** The use of `set-profile` that makes the changes, with one secret at a time, which never goes among the words. */
export function inputOfDraft(fields: readonly ProfileFieldOrNew[], draft: ProfileDraft): DraftInput {
  const changed = fields.filter((field) => isChanged(field, draft));
  const lines = changed
    .filter(({ isSecret }) => isSecret !== true)
    .map((field) => `${field.key} = ${tomlText(field, draft[field.key] ?? "")}`);
  const secret = changed.find(({ isSecret }) => isSecret === true);
  return {
    ...(lines.length > 0 && { set: lines.join("\n") }),
    ...(secret && { secretKey: secret.key, secretValue: draft[secret.key] ?? "" }),
  };
}

/** Whether nothing is asked for but what another input said, a secret apart. */
export const isSaidBy = (other: DraftInput, { set, secretKey }: DraftInput): boolean =>
  secretKey === undefined && (set === undefined || set === other.set);

/** What is left of a draft once a secret of it is saved; one that was typed anew meanwhile is not. */
export function withoutSecret(
  draft: ProfileDraft,
  { secretKey = "", secretValue }: DraftInput,
): ProfileDraft {
  const { [secretKey]: typed, ...others } = draft;
  return typed === secretValue ? others : draft;
}

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
