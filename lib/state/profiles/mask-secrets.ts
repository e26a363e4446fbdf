import { isSecretFlag, isSecretWord, mask, maskComments, maskText } from "./mask-text.ts";
import { splice } from "./renew-list.ts";
import { scanToml } from "./scan-toml.ts";
import { parseTomlValue, type TomlData } from "./toml-value.ts";

export { mask };
export const changedMask = `${mask} (new)`;

export const isSecretPath = (path: readonly string[]): boolean => path.some(isSecretWord);

/** How many tokens there may be is a number and no secret, and a truth is none; whatever else such a key holds is one. */
export const isSecretAt = (path: readonly string[], value: TomlData): boolean =>
  isSecretPath(path) &&
  typeof value !== "boolean" &&
  !(typeof value === "bigint" && /token/i.test(path.at(-1) ?? ""));

/** A value as it may be shown: JSON, with the secrets in it hidden. */
export function maskValue(value: TomlData, path: readonly string[]): unknown {
  if (isSecretPath(path) && typeof value !== "object")
    return isSecretAt(path, value) && value !== "" ? mask : toJson(value);
  if (Array.isArray(value)) return value.map((item, index) => maskItem(item, value[index - 1], path));
  if (typeof value === "object" && !(value instanceof Date)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, maskValue(part, [...path, key])]),
    );
  }
  return typeof value === "string" ? maskText(value) : toJson(value);
}

/** In a list of arguments the word before tells. */
function maskItem(item: TomlData, before: TomlData | undefined, path: readonly string[]): unknown {
  const isTold = typeof before === "string" && isSecretFlag(before);
  const isValue = typeof item === "string" && !/^(?:-.*|[\d_.]*)$/s.test(item);
  return isTold && isValue ? mask : maskValue(item, path);
}

function toJson(value: TomlData): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value instanceof Date ? value.toISOString() : value;
}

export const isMasked = (shown: unknown): boolean => JSON.stringify(shown ?? null).includes(mask);

/** The whole text as it may be shown. A secret that is another than in `before` is said to be new. */
export function maskToml(text: string, before?: string): string {
  const olds = new Map(
    before === undefined
      ? []
      : scanToml(before).pairs.map(({ path, value }) => [
          path.join("\0"),
          before.slice(value.from, value.to),
        ]),
  );
  const hidden = scanToml(text).pairs.flatMap(({ path, value, braces }) => {
    const word = text.slice(value.from, value.to);
    if (word.startsWith("{") || braces?.from === value.from) return [];
    const parsed = parseTomlValue(word);
    if (parsed === undefined || !isMasked(maskValue(parsed, path))) return [];
    const isNew = before !== undefined && olds.get(path.join("\0")) !== word;
    const shown = isSecretPath(path) ? mask : maskValue(parsed, path);
    const said = typeof shown === "string" ? shown : mask;
    const list = Array.isArray(shown) && !isNew ? JSON.stringify(shown) : undefined;
    return [{ ...value, text: list ?? JSON.stringify(isNew ? `${said} (new)` : said) }];
  });
  return maskComments(maskText(splice(text, hidden)));
}
