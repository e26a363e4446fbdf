/** The roles that the tools of this family know; any other word is one too. */
export const knownRoles = [
  ...["caption", "keywords", "description", "narration", "object_detection", "vision_general"],
  ...["chat", "code", "reasoning", "ocr", "embedding"],
] as const;

export const roleMax = 64;

/** What keeps a word from being a new role. */
export const faultOfRole = (word: string): string | undefined =>
  word.length > 0 && word.length <= roleMax && !/[\s\p{C},=]/u.test(word)
    ? undefined
    : `A role is one word of up to ${roleMax} letters, without spaces, “,” and “=”.`;

const folded = (word: string) => word.normalize("NFC").toLowerCase();

/**
 * A word as it is known, where no more than capitals set it apart; else as it was said. Who is named first is asked first:
 * how a model has it counts before how others do.
 */
export function spelledAs(word: string, ...known: readonly Iterable<string>[]): string {
  for (const words of known) {
    let alike: string | undefined;
    for (const each of words) {
      if (each === word) return word;
      if (alike === undefined && isSameWord(each, word)) alike = each;
    }
    if (alike !== undefined) return alike;
  }
  return word;
}

/** Whether no more than capitals set two words apart. */
export const isSameWord = (one: string, other: string): boolean => folded(one) === folded(other);

/** What is said of a word that is spelled otherwise than it was said. */
export const spelledWords = (said: string, kept: string): string =>
  `${said} is kept as ${kept}, as it is spelled already.`;
