/** Stands for what must not be seen. */
export const mask = "••••••••";

const words =
  "tokens?|secrets?|passwords?|passwd|pwd|passphrase|credentials?|api[_-]?keys?|access[_-]?keys?|private[_-]?keys?|" +
  "auth|authorization|cookies?|webhooks?";
/** For a pattern of which only a part is meant in either case; not every browser knows the sign for that. */
const anyCase = (text: string) => text.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
const secretKey = new RegExp(`(^|[_\\-.\\s])(${words})($|[_\\-.\\s])`, "i");
const secretFlag = new RegExp(`^--?(?:[^\\W_]{1,30}[-_])*(?:${words}|key)$`, "i");
const inComment = new RegExp(`^([ \\t]*#.*?(?:${words})[\\w-]*["']?\\s*[=:]\\s*)\\S.*$`, "gim");

export const isSecretWord = (word: string): boolean =>
  secretKey.test(word.replace(/([a-z0-9])([A-Z])/g, "$1_$2"));

/** Whether the word after this one is a secret: `--api-key`. */
export const isSecretFlag = (word: string): boolean => secretFlag.test(word);

/** A number is how many tokens there may be, true and false are no secrets. */
const value = `(?!(?:[\\d_.]+|true|false)(?![^\\s"',;\\]}]))[^\\s"',;[\\]{}]+`;

/** What gives itself away by its looks, wherever it stands. */
const looks = [
  /\b(?:hf_|sk-|gh[opsu]_|github_pat_|glpat-|xox[abprs]-|AKIA|nvapi-|eyJ)[A-Za-z0-9._-]{12,}/g,
  /(?<![A-Za-z0-9_+-])(?=[A-Za-z0-9_+-]*[0-9])(?=[A-Za-z0-9_+-]*[a-z])(?=[A-Za-z0-9_+-]*[A-Z])[A-Za-z0-9_+-]{32,}={0,2}/g,
  /\b[0-9a-f]{32,}\b/gi,
];

/** What is before it gives it away; that stays. */
const introduced = [
  /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@"']+@/gi,
  /([?&](?:token|key|api_key|secret|password|access_token)=)[^&\s"']+/gi,
  /(\bhooks\.slack\.com\/|\/(?:api\/)?(?:web)?hooks?\/)[^\s"']+/gi,
  /(\b(?:[Bb]earer|BEARER)\s+)[^\s"',]{6,}/g,
  /(\b[Bb]asic\s+)(?=[^\s"']*[A-Z0-9=])[^\s"',]{6,}/g,
  new RegExp(`((?<![\\w-])--?(?:[^\\W_]{1,30}[-_])*(?:${words}|key)(?:=|[ \\t]+)["']?)(?!-)${value}`, "gi"),
  new RegExp(`((?<![\\w-])[\\w-]{0,40}(?:${words})["']?[ \\t]*[=:][ \\t]*["']?)${value}`, "gi"),
  new RegExp(
    `(\\b(?:${anyCase(words)})[ \\t]+(?:is|was)[ \\t]+["']?)(?=[^\\s"']*(?:[A-Z0-9]|[^\\s"']{16}))[^\\s"',;]{6,}`,
    "g",
  ),
  new RegExp(`(\\b(?:${words})[ \\t]+["']?)(?=[^\\s"']*\\d)[^\\s"',;]{16,}`, "gi"),
];

/** A text without what looks like a secret. */
export function maskText(text: string): string {
  const plain = introduced.reduce(
    (result, pattern) =>
      result.replace(
        pattern,
        (all: string, before: string) => `${before}${mask}${all.endsWith("@") ? "@" : ""}`,
      ),
    text,
  );
  return looks.reduce((result, pattern) => result.replace(pattern, mask), plain);
}

/** Comments are often settings that were taken out of use, their secrets with them. */
export const maskComments = (text: string): string => text.replace(inComment, `$1${mask}`);
