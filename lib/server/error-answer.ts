import { randomBytes } from "node:crypto";
import { type ConsoleError, refusals } from "#cli-bridge/protocol/console-error.ts";
import type { ErrorBody } from "#cli-bridge/protocol/error-body.ts";

export type ErrorAnswer = { status: number; body: ErrorBody };

/** Next bundles its own copy of the class, so a refusal is known by what it says, not by who made it. */
export const isConsoleError = (error: unknown): error is ConsoleError =>
  error instanceof Error &&
  error.name === "ConsoleError" &&
  "code" in error &&
  Object.hasOwn(refusals, String(error.code));

/** The one place where a thrown thing becomes a status. A bug tells the reader an id and the log the rest. */
export function toErrorAnswer(error: unknown): ErrorAnswer {
  if (isConsoleError(error)) {
    const { code, message, hint, issues } = error;
    return {
      status: refusals[code].status,
      body: { error: { code, message, ...(hint && { hint }), ...(issues && { issues }) } },
    };
  }
  const id = randomBytes(6).toString("hex");
  console.error(`Fault ${id}:`, error);
  return {
    status: 500,
    body: {
      error: {
        code: "fault",
        message: `Something went wrong in the console (${id}).`,
        hint: "The log of the console says more under this number. Try again, or restart the console.",
      },
    },
  };
}
