import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type HashOptions, hashFiles } from "./hash-files.ts";

type Options = Pick<HashOptions, "signal" | "cache"> & {
  /** Bytes hashed so far. */
  onProgress?: ((bytesDone: number) => void) | undefined;
};

/** The sha256 of a file's bytes, as hexadecimal digits, worked out beside the event loop. */
export async function sha256OfFile(path: string, { onProgress, ...options }: Options = {}): Promise<string> {
  const answers = await hashFiles([path], {
    ...options,
    threads: 1,
    onProgress: onProgress && (({ done }) => onProgress(done)),
  });
  const answer = answers.get(path);
  if (answer?.state === "hashed") return answer.sha256;
  if (answer?.state === "changing") {
    throw new ConsoleError("failed", `"${path}" changed while it was hashed.`, {
      hint: "Wait until it is completely written, then try again.",
    });
  }
  if (answer?.state === "not a file") {
    throw new ConsoleError("failed", `"${path}" is not a regular file.`, {
      hint: "Only files can be hashed.",
    });
  }
  throw new ConsoleError("failed", `"${path}" cannot be hashed: ${answer?.says}`, {
    hint: "See that it is there and may be read.",
  });
}
