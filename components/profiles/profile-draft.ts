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

/** The use of `set-profile` that makes the changes. A secret never goes among the words. */
export function inputOfDraft(fields: readonly ProfileFieldOrNew[], draft: ProfileDraft) {
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
    key: `deployment_profiles.${name}.${key}`,
    kind,
    value: kind === "list" ? [] : "",
  }));
