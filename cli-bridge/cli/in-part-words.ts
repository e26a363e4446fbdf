import { toCountWords } from "#lib/format.ts";

/** What a result says of files that did not all come back from the trash. */
export const inPartWords = (paths: number): string =>
  paths === 0
    ? ""
    : `, but not all of its files: ${toCountWords(paths, "path")} came back in part or not at all`;
