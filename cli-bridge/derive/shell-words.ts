/** Quotes words for reading and copying. A run never passes through here: it gets the words themselves. */

const plainForShell = /^[A-Za-z0-9_@%+=:,./-]+$/;
const plainForPowerShell = /^[A-Za-z0-9_+=:./-]+$/;

const forShell = (word: string) => (plainForShell.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** Windows PowerShell hands inner double quotes on only when they are escaped. */
const forPowerShell = (word: string) =>
  plainForPowerShell.test(word) ? word : `'${word.replaceAll("'", "''").replaceAll('"', '\\"')}'`;

const secretFor = (names: readonly string[], spell: (name: string) => string) => names.map(spell).join("");

/** A line for sh, bash and zsh. Secrets are named, never shown. */
export const toShell = (argv: readonly string[], secrets: readonly string[] = []): string =>
  secretFor(secrets, (name) => `${name}=… `) + argv.map(forShell).join(" ");

/** A line for PowerShell. A first word in quotes needs the call operator. */
export function toPowerShell(argv: readonly string[], secrets: readonly string[] = []): string {
  const words = argv.map(forPowerShell);
  const call = words[0]?.startsWith("'") ? "& " : "";
  return `${secretFor(secrets, (name) => `$env:${name}='…'; `)}${call}${words.join(" ")}`;
}

/** A request that starts the same run over HTTP. */
export function toCurl(origin: string, body: object): string {
  return [
    "curl",
    "-sS",
    "-X",
    "POST",
    `${origin}/api/runs`,
    "-H",
    "Content-Type: application/json",
    "-d",
    JSON.stringify(body),
  ]
    .map(forShell)
    .join(" ");
}
