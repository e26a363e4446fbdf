export type Redact = (text: string) => string;

const shown = "•••";
const secretLengthMin = 6;

/** The word after such a flag, also where both are items of a list in JSON. A number is how many there may be. */
const secretFlag =
  /((?<![\w-])--(?:[^\W_]{1,30}[-_]){0,6}(?:api[-_]?key|token|secret|password)(?:=|\s+|",\s*"))(?!-|\d+(?![\w.-]))[^\s"'\\,]{4,}/gi;

/** Secrets that can be told by their looks, each with the literal that must be there before the pattern is tried. */
const known = [
  { mark: "hf_", pattern: /\bhf_[A-Za-z0-9]{20,}/g, left: shown },
  { mark: "sk-", pattern: /\bsk-[A-Za-z0-9_-]{16,}/g, left: shown },
  { mark: "earer ", pattern: /\b([Bb]earer )[A-Za-z0-9._~+/=-]{8,}/g, left: `$1${shown}` },
  { mark: "--", pattern: secretFlag, left: `$1${shown}` },
];

/** Hides the given secrets, plain or encoded, and everything that looks like a token. Works on whole lines. */
export function makeRedact(secrets: readonly string[]): Redact {
  const forms = [...new Set(secrets.flatMap((secret) => secret.split("\n")).flatMap(formsOf))];
  const literals = forms.sort((a, b) => b.length - a.length);
  return (text) => {
    let result = text;
    for (const literal of literals) {
      if (result.includes(literal)) result = result.replaceAll(literal, shown);
    }
    for (const { mark, pattern, left } of known) {
      if (result.includes(mark)) result = result.replace(pattern, left);
    }
    return result;
  };
}

/** The longest text that may hide a secret, in characters. */
export function longestFormOf(secrets: readonly string[]): number {
  return Math.max(0, ...secrets.flatMap(formsOf).map((form) => form.length));
}

/** The values that must not be seen, told by the names of their variables. */
export function secretsIn(env: Readonly<Record<string, string>>): string[] {
  const values = Object.entries(env).flatMap(([name, value]) => {
    if (/TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|CREDENTIAL|AUTH/i.test(name)) return [value];
    const inUrl = /_proxy$/i.test(name) ? value.match(/:\/\/[^:/@]*:([^@/]+)@/)?.[1] : undefined;
    return inUrl === undefined ? [] : [inUrl];
  });
  return values.filter((value) => value.length >= secretLengthMin);
}

function formsOf(secret: string): string[] {
  if (secret.length < secretLengthMin) return [];
  const plain = [secret, secret.toLowerCase(), secret.toUpperCase(), encodeURIComponent(secret)];
  const json = JSON.stringify(secret).slice(1, -1);
  return [...plain, json, ...base64FormsOf(secret)];
}

/** In base64 the same text looks different at each of three offsets; the first and last characters mix with the neighbours. */
function base64FormsOf(secret: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
    const from = offset === 0 ? 0 : offset + 1;
    const to = Math.floor((bytes.length * 8) / 6);
    const forms = (["base64", "base64url"] as const).map((encoding) =>
      bytes.toString(encoding).slice(from, to),
    );
    return forms.filter((form) => form.length >= secretLengthMin);
  });
}
