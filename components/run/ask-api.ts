import type { ErrorBody } from "#cli-bridge/protocol/error-body.ts";

export type Refusal = ErrorBody["error"];
export type Answer<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal };

/** Nothing here takes long: runs are started, not waited for. */
const answerMsMax = 30_000;

type Question = { method?: "GET" | "POST" | "PATCH" | "DELETE"; body?: unknown; signal?: AbortSignal };

/** Asks our own API. A refusal is a value; only an aborted question throws. */
export async function askApi<Value>(url: string, question: Question = {}): Promise<Answer<Value>> {
  const { method = "GET", body, signal } = question;
  const limit = AbortSignal.timeout(answerMsMax);
  try {
    const response = await fetch(url, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(method !== "GET" && { headers: { "content-type": "application/json" } }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    // Where there is nothing to say, the answer has no body.
    if (response.ok)
      return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as Value };
    return { ok: false, refusal: await refusalOf(response) };
  } catch (error) {
    if (signal?.aborted) throw error;
    return { ok: false, refusal: unreachable };
  }
}

export const unreachable: Refusal = {
  code: "unreachable",
  message: "The console does not answer.",
  hint: "See whether it still runs on this machine, then try again.",
};

export async function refusalOf(response: Response): Promise<Refusal> {
  const body = (await response.json().catch(() => undefined)) as Partial<ErrorBody> | undefined;
  return body?.error ?? { code: "failed", message: `The console answered ${response.status}.` };
}

/** The same for readers that keep what they read: SWR wants a value or an error. */
export async function readApi<Value>(url: string): Promise<Value> {
  const answer = await askApi<Value>(url);
  if (answer.ok) return answer.value;
  throw new Error([answer.refusal.message, answer.refusal.hint].filter(Boolean).join(" "));
}
