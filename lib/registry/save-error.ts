import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { errorCodeOf } from "./file-system.ts";
import { leaveHint } from "./may-move.ts";

/** Tells why nothing was saved, and that what is there is what it was. */
export function toSaveError(error: unknown, dir: string): ConsoleError {
  if (error instanceof ConsoleError) return error;
  const why = error instanceof Error ? error.message : String(error);
  const code = errorCodeOf(error) ?? "";
  if (["EACCES", "EPERM", "EROFS"].includes(code)) {
    return new ConsoleError(
      "not-permitted",
      `Nothing can be saved in ${dir}: you may not write there (${code}).`,
      {
        hint: `Nothing was changed. ${leaveHint}`,
        cause: error,
      },
    );
  }
  const isFull = ["ENOSPC", "EDQUOT"].includes(code);
  return new ConsoleError(isFull ? "no-space" : "failed", `Nothing could be saved in ${dir}: ${why}.`, {
    hint: isFull
      ? "Nothing was changed. Free some space there and try again."
      : "Nothing was changed. Try again.",
    cause: error,
  });
}

/** A save past its point of no return: what it saved counts, so whatever belongs to it must not be taken back. */
export class UnfinishedSave extends ConsoleError {
  constructor(dir: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super("failed", `The change to ${dir} is saved, but its files are not all in place yet: ${why}.`, {
      hint: "Nothing is lost: it is finished with the next change.",
      cause,
    });
  }
}
