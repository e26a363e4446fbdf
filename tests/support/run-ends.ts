import type { OpenConsole } from "./open-console.ts";

/** Starts a run and waits until it is over. */
export async function runToEnd({ post, ask }: OpenConsole, wanted: object) {
  const answer = await post("/api/runs", wanted);
  const record = await answer.json();
  const events = answer.status === 201 ? await (await ask(`/api/runs/${record.id}/events`)).text() : "";
  return { status: answer.status, record, events };
}
