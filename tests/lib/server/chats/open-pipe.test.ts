import { setImmediate as soon } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { openPipe } from "#lib/server/chats/open-pipe.ts";

afterEach(() => vi.useRealTimers());

const word = { event: "words", data: { text: "word" } } as const;

function fullPipe() {
  const stop = new AbortController();
  const pipe = openPipe(stop);
  for (let told = 0; told < 20; told++) pipe.tell(word);
  let hasRoom = false;
  const waiting = pipe.room().then(() => {
    hasRoom = true;
  });
  return { pipe, stop, waiting, hasRoom: () => hasRoom };
}

test("who tells a reader that does not read waits, and goes on as it reads", async () => {
  const { pipe, waiting, hasRoom } = fullPipe();
  await soon();
  expect(hasRoom()).toBe(false);
  const reader = pipe.readable.getReader();
  for (let read = 0; read < 20; read++) await reader.read();
  await waiting;
  pipe.end();
  expect((await reader.read()).done).toBe(true);
});

test("who waits for a reader that leaves is stopped, and what is told afterwards is told to nobody", async () => {
  const { pipe, stop, waiting } = fullPipe();
  await pipe.readable.cancel();
  await waiting;
  expect(stop.signal.aborted).toBe(true);
  pipe.tell(word);
  pipe.end();
});

test("who waits for a reader that stands still can be stopped", async () => {
  const { stop, waiting } = fullPipe();
  stop.abort();
  await waiting;
});

test("S27 a reader that takes nothing for a minute ends the answer, one that is slow does not", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  const { pipe, stop, waiting } = fullPipe();
  const reader = pipe.readable.getReader();
  for (let read = 0; read < 5; read++) {
    await vi.advanceTimersByTimeAsync(59_000);
    await reader.read();
  }
  expect(stop.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(120_000);
  await waiting;
  expect(String(stop.signal.reason)).toContain("The page took no word");
  pipe.end();
});
