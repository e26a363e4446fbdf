import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { errorCodeOf } from "./file-system.ts";

/** Tells why nothing was saved, and that the registry is what it was. */
export function toSaveError(error: unknown, dir: string): ConsoleError {
  const why = error instanceof Error ? error.message : String(error);
  const isFull = ["ENOSPC", "EDQUOT"].includes(errorCodeOf(error) ?? "");
  return new ConsoleError(
    isFull ? "no-space" : "failed",
    `The registry in ${dir} could not be saved: ${why}.`,
    {
      hint: isFull
        ? "Nothing was changed. Free some space there and try again."
        : "Nothing was changed. Try again.",
      cause: error,
    },
  );
}
