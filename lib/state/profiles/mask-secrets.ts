import { splice } from "./renew-list.ts";
import { scanToml } from "./scan-toml.ts";
import { parseTomlValue, type TomlData } from "./toml-value.ts";

/** Stands for what must not be seen. */
export const mask = "••••••••";
export const changedMask = `${mask} (new)`;

const words =
  "tokens?|secrets?|passwords?|passwd|pwd|passphrase|credentials?|api[_-]?keys?|access[_-]?keys?|private[_-]?keys?";
const secretKey = new RegExp(`(^|[_\\-.\\s])(${words})($|[_\\-.\\s])`, "i");
const inComment = new RegExp(`^([ \\t]*#.*?(?:${words})[\\w-]*["']?\\s*[=:]\\s*)\\S.*$`, "gim");

/** What gives itself away by its looks, wherever it stands. */
const looks = [
  /\b(?:hf_|sk-|gh[opsu]_|github_pat_|glpat-|xox[abprs]-|AKIA|nvapi-|eyJ)[A-Za-z0-9._-]{12,}/g,
  /\b(?=[A-Za-z0-9_+-]*[0-9])(?=[A-Za-z0-9_+-]*[a-z])(?=[A-Za-z0-9_+-]*[A-Z])[A-Za-z0-9_+-]{32,}={0,2}/g,
  /\b[0-9a-f]{32,}\b/gi,
];
const userInfo = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi;
const inQuery = /([?&](?:token|key|api_key|secret|password|access_token)=)[^&\s"']+/gi;

export const isSecretPath = (path: readonly string[]): boolean =>
  path.some((part) => secretKey.test(part.replace(/([a-z0-9])([A-Z])/g, "$1_$2")));

/** A text without what looks like a secret. */
export function maskText(text: string): string {
  const plain = text.replace(userInfo, `$1${mask}@`).replace(inQuery, `$1${mask}`);
  return looks.reduce((result, pattern) => result.replace(pattern, mask), plain);
}

/** How many tokens there may be is a number and no secret; whatever else such a key holds is one. */
const isCount = (value: TomlData): boolean => typeof value === "boolean" || typeof value === "bigint";

/** A value as it may be shown: JSON, with the secrets in it hidden. */
export function maskValue(value: TomlData, path: readonly string[]): unknown {
  if (isSecretPath(path) && typeof value !== "object") {
    const key = path.at(-1) ?? "";
    return (isCount(value) && /token/i.test(key)) || typeof value === "boolean" || value === ""
      ? toJson(value)
      : mask;
  }
  if (Array.isArray(value)) return value.map((item) => maskValue(item, path));
  if (typeof value === "object" && !(value instanceof Date)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, maskValue(part, [...path, key])]),
    );
  }
  return typeof value === "string" ? maskText(value) : toJson(value);
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
    const shown = isSecretPath(path) ? mask : maskText(word).replace(/^"|"$/g, "");
    return [{ ...value, text: `"${isNew ? `${shown} (new)` : shown}"` }];
  });
  return maskText(splice(text, hidden)).replace(inComment, `$1${mask}`);
}
