import type { ErrorBody } from "#cli-bridge/protocol/error-body.ts";

/** Reads an answer of our own API. The server has checked what it says, so the browser takes its word. */
export async function fetchJson<Answer>(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  if (response.ok) return (await response.json()) as Answer;
  const body = (await response.json().catch(() => undefined)) as Partial<ErrorBody> | undefined;
  const { message, hint } = body?.error ?? {};
  throw new Error([message ?? `The console answered ${response.status}.`, hint].filter(Boolean).join(" "));
}
