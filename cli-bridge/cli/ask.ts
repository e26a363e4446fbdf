import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** Somebody sits at the terminal, and the question would not end up in a document. */
export const canAsk = (speaksJson: boolean): boolean =>
  !speaksJson && process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Asks on stderr. Silence is no. */
export async function askYesNo(question: string): Promise<boolean> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<never>((_, reject) => {
    lines.once("close", () =>
      reject(
        new ConsoleError("not-confirmed", "The question was not answered.", {
          hint: "Answer y, or say --yes.",
        }),
      ),
    );
  });
  try {
    const answer = await Promise.race([lines.question(question), closed]);
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    closed.catch(() => {});
    lines.close();
  }
}
