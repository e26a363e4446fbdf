// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { connectLive, type LiveFrame } from "#components/shell/live-connection.ts";

class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Stream[] = [];
  readonly url: string;
  isOpen = true;
  readyState = 1;
  constructor(url: string) {
    super();
    this.url = url;
    Stream.opened.push(this);
  }
  close(): void {
    this.isOpen = false;
  }
  say(kind: string, data: unknown, id: string): void {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data), lastEventId: id }));
  }
}

/** A lock that goes from one to the next, as browsers hand it on. */
function makeLocks() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request: (_name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>) => {
      const turn = last.then(() => (signal.aborted ? undefined : work()));
      last = turn;
      return turn;
    },
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
  Stream.opened = [];
});

const openStreams = () => Stream.opened.filter(({ isOpen }) => isOpen);

function openTabs(count: number) {
  vi.stubGlobal("EventSource", Stream);
  return Array.from({ length: count }, () => {
    const heard: LiveFrame[] = [];
    const streams: boolean[] = [];
    const leave = connectLive(
      (frame) => heard.push(frame),
      (isOpen) => streams.push(isOpen),
    );
    return { heard, streams, leave };
  });
}

test("twenty tabs of a browser hold one stream, and all hear it", async () => {
  vi.stubGlobal("navigator", { locks: makeLocks() });
  const tabs = openTabs(20);
  await expect.poll(() => openStreams().length).toBe(1);
  openStreams()[0]?.say("backends", [{ id: "a" }], "boot-1");
  await expect.poll(() => tabs.every(({ heard }) => heard.length === 1)).toBe(true);
  expect(tabs[7]?.heard).toEqual([{ kind: "backends", data: [{ id: "a" }], id: "boot-1" }]);
  for (const { leave } of tabs) leave();
  await expect.poll(() => openStreams().length).toBe(0);
});

test("another tab goes on after the last word when the one that led is left", async () => {
  vi.stubGlobal("navigator", { locks: makeLocks() });
  const [first, second] = openTabs(2);
  await expect.poll(() => openStreams().length).toBe(1);
  openStreams()[0]?.say("activity", [{ id: 1 }], "boot-7");
  await expect.poll(() => second?.heard.length).toBe(1);
  first?.leave();
  await expect.poll(() => openStreams().map(({ url }) => url)).toEqual(["/api/live?after=boot-7"]);
  second?.leave();
});

test("where a browser has no locks each tab has a stream of its own", async () => {
  vi.stubGlobal("navigator", {});
  const tabs = openTabs(2);
  expect(openStreams()).toHaveLength(2);
  for (const { leave } of tabs) leave();
  expect(openStreams()).toHaveLength(0);
});

test("a stream that stays silent is given up and opened anew, where the last word ended", () => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", {});
  const [tab] = openTabs(1);
  const [stream] = openStreams();
  stream?.dispatchEvent(new Event("open"));
  for (let heard = 0; heard < 3; heard++) {
    vi.advanceTimersByTime(30_000);
    stream?.say("still", {}, "boot-7");
  }
  expect(tab?.streams).toEqual([true]);
  vi.advanceTimersByTime(35_000);
  expect(tab?.streams).toEqual([true, false]);
  expect(openStreams().map(({ url }) => url)).toEqual(["/api/live?after=boot-7"]);
  openStreams()[0]?.dispatchEvent(new Event("open"));
  expect(tab?.streams).toEqual([true, false, true]);
  tab?.leave();
  vi.advanceTimersByTime(120_000);
  expect(openStreams()).toHaveLength(0);
  vi.useRealTimers();
});

test("every tab knows whether the stream is open, one that came later as well", async () => {
  vi.stubGlobal("navigator", { locks: makeLocks() });
  const tabs = openTabs(2);
  await expect.poll(() => openStreams().length).toBe(1);
  const [stream] = openStreams();
  const known = () => tabs.map(({ streams }) => streams.at(-1));
  stream?.dispatchEvent(new Event("open"));
  await expect.poll(known).toEqual([true, true]);
  stream?.dispatchEvent(new Event("error"));
  await expect.poll(known).toEqual([false, false]);
  tabs.push(...openTabs(1));
  await expect.poll(known).toEqual([false, false, false]);
  stream?.dispatchEvent(new Event("open"));
  await expect.poll(known).toEqual([true, true, true]);
  for (const { leave } of tabs) leave();
});
