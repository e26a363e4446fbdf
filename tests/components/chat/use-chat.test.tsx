// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import { useChat } from "#components/chat/use-chat.ts";
import { answered, said } from "./sample-chat.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const wrapper = ({ children }: { children: ReactNode }) => (
  <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0, shouldRetryOnError: false }}>
    {children}
  </SWRConfig>
);

const events = [
  { event: "asked", data: { message: said(0, "Hello"), dropped: 0 } },
  { event: "words", data: { text: "Hi" } },
].map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

/** A console that ends in the middle of its answer, and may come back. */
function openConsole() {
  let [isUp, messages] = [true, [] as object[]];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit = {}) => {
    if (!isUp) throw new TypeError("Failed to fetch");
    if (init.method !== "POST") return Response.json({ id: "c9", answering: false, messages });
    isUp = false;
    return new Response(new Blob(events).stream());
  });
  return {
    comeBack: (kept: object[]) => {
      [isUp, messages] = [true, kept];
    },
  };
}

const wordsIn = ({ talk }: ReturnType<typeof useChat>) => talk.messages.map(({ text }) => text);

test("0.21 what was said stays where the console ends in the middle of an answer, and its fault goes once it is back", async () => {
  const there = openConsole();
  const { result } = renderHook(() => useChat("c9"), { wrapper });
  await expect.poll(() => result.current.chat).toBeDefined();
  await act(async () => void (await result.current.session.ask({ text: "Hello" })));
  await expect.poll(() => result.current.error).toBeDefined();
  expect(wordsIn(result.current)).toEqual(["Hello", "Hi"]);
  expect(result.current.talk.fault?.message).toBe("The console does not answer.");
  const ended = { ending: "stopped", problem: "The console ended while this was being said." } as const;
  there.comeBack([said(0, "Hello"), answered(1, "Hi", ended)]);
  act(() => result.current.again());
  await expect.poll(() => result.current.talk.messages.at(-1)).toMatchObject(ended);
  expect(result.current.talk.fault).toBeUndefined();
});
