import type { ErrorBody } from "#cli-bridge/protocol/error-body.ts";

/** Reads an answer of our own API. What the server says of a failure is what the person gets to read. */
export async function fetchAnswer<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url).catch(() => undefined);
  if (response === undefined)
    throw new Error(
      "The console does not answer. See whether it still runs on this machine, then try again.",
    );
  if (response.ok) return (await response.json()) as Answer;
  const body = (await response.json().catch(() => undefined)) as ErrorBody | undefined;
  throw new Error(body?.error?.message ?? `The console answered ${response.status}.`);
}
