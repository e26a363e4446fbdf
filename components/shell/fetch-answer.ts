import type { ErrorBody } from "#cli-bridge/protocol/error-body.ts";

/** What the server says of a failure, and the word by which a page tells it from others. */
export class AnswerError extends Error {
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

/** Reads an answer of our own API. What the server says of a failure is what the person gets to read. */
export async function fetchAnswer<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url).catch(() => undefined);
  if (response === undefined)
    throw new Error(
      "The console does not answer. See whether it still runs on this machine, then try again.",
    );
  if (response.ok) return (await response.json()) as Answer;
  const body = (await response.json().catch(() => undefined)) as ErrorBody | undefined;
  const { message = `The console answered ${response.status}.`, code } = body?.error ?? {};
  throw new AnswerError(message, code);
}
