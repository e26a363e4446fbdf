/** With this word our program makes itself ready and is told its words, folder and surroundings over its stdin. */
export const awaitWord = "--await-words";

/** One line of JSON. It holds secrets, so it goes through a pipe. */
export type AwaitedWords = { words: string[]; cwd: string; env: Record<string, string> };
