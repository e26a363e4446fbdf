import { errorCodeOf } from "./file-system.ts";

const words: Readonly<Record<string, string>> = {
  EACCES: "you may not look at it",
  EPERM: "you may not look at it",
  ELOOP: "a link leads back to itself",
  ENAMETOOLONG: "its name is longer than the disk allows",
  EIO: "its disk answers with an error",
};

/** Why something on the disk could not be looked at, as one would say it. */
export function diskWordsOf(error: unknown): string {
  const code = errorCodeOf(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return words[code] ?? `it cannot be read (${code})`;
}
