// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import type { AnswerEvent, ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { ChatSession, leaveSession, sessionOf } from "#components/chat/chat-session.ts";
import { answered, said } from "./sample-chat.ts";

const encoder = new TextEncoder();

/** A console whose answer is told piece by piece, and what it keeps of the chat. */
function openAnswer(kept: ChatMessage[]) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let signal: AbortSignal | null | undefined;
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    if (init.method !== "POST") return Response.json({ answering: false, messages: kept });
    signal = init.signal;
    const body = new ReadableStream<Uint8Array>({
      start: (its) => {
        controller = its;
      },
    });
    signal?.addEventListener("abort", () => controller?.error(signal?.reason));
    return new Response(body);
  });
  return {
    tell: ({ event, data }: AnswerEvent) =>
      controller?.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)),
    breakOff: () => controller?.error(new TypeError("network error")),
    isLeft: () => signal?.aborted === true,
  };
}

const hello = { event: "asked", data: { message: said(0, "Hello"), dropped: 0 } } as const;
const word = { event: "words", data: { text: "Hi" } } as const;

test("1a words are seen before the answer is whole", async () => {
  const answer = openAnswer([]);
  const session = new ChatSession("c1");
  const asking = session.ask({ text: "Hello" });
  await expect.poll(() => session.snapshot().phase).toBe("answering");
  answer.tell(hello);
  answer.tell(word);
  await expect.poll(() => session.snapshot().live?.text).toBe("Hi");
  answer.tell({ event: "end", data: { message: answered(1, "Hi.") } });
  expect(await asking).toMatchObject({ ok: true });
  expect(session.snapshot()).toMatchObject({
    phase: "idle",
    messages: [said(0, "Hello"), answered(1, "Hi.")],
  });
});

test("1a a stop lets go of the connection and takes over what the console kept", async () => {
  const kept = [said(0, "Hello"), answered(1, "Hi", { ending: "stopped" })];
  const answer = openAnswer(kept);
  const session = new ChatSession("c1");
  const asking = session.ask({ text: "Hello" });
  await expect.poll(() => session.snapshot().phase).toBe("answering");
  answer.tell(hello);
  answer.tell(word);
  await expect.poll(() => session.snapshot().live?.text).toBe("Hi");
  session.stop();
  await asking;
  expect(answer.isLeft()).toBe(true);
  expect(session.snapshot()).toEqual({ phase: "idle", messages: kept });
});

test("a stream that breaks off is told, and loses nothing that was kept", async () => {
  const kept = [said(0, "Hello"), answered(1, "Hi", { ending: "stopped" })];
  const answer = openAnswer(kept);
  const session = new ChatSession("c1");
  const asking = session.ask({ text: "Hello" });
  await expect.poll(() => session.snapshot().phase).toBe("answering");
  answer.tell(hello);
  answer.breakOff();
  await asking;
  expect(session.snapshot()).toMatchObject({
    messages: kept,
    fault: { message: expect.stringMatching(/broke off/) },
  });
});

test("3.10 a refusal leaves the chat as it was and says why", async () => {
  const error = { code: "busy", message: "LM Studio is loading gemma.", hint: "Wait until it is ready." };
  vi.stubGlobal("fetch", async () => Response.json({ error }, { status: 409 }));
  const session = new ChatSession("c1");
  session.show([said(0, "Hello"), answered(1, "Hi.")]);
  expect(await session.ask({ from: 0, text: "Good morning" })).toEqual({ ok: false, refusal: error });
  expect(session.snapshot()).toMatchObject({
    messages: [said(0, "Hello"), answered(1, "Hi.")],
    fault: error,
  });
});

test("a console that does not answer at all is a refusal as well", async () => {
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
  expect(await new ChatSession("c1").ask({ text: "Hello" })).toMatchObject({ ok: false });
});

test("an answer goes on while its reader looks at another page", async () => {
  const answer = openAnswer([]);
  const session = sessionOf("c2");
  const asking = session.ask({ text: "Hello" });
  await expect.poll(() => session.snapshot().phase).toBe("answering");
  leaveSession(session);
  expect(sessionOf("c2")).toBe(session);
  answer.tell({ event: "end", data: { message: answered(1, "Hi.") } });
  await asking;
  leaveSession(session);
  expect(sessionOf("c2")).not.toBe(session);
});
