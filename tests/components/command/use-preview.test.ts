// @vitest-environment happy-dom
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { usePreview } from "#components/command/use-preview.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A console that tells of each question what it was, when it is let. */
function answering() {
  const waiting: (() => void)[] = [];
  vi.stubGlobal("fetch", async (_: string, { body = "" }: { body?: string }) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    const { input } = JSON.parse(body);
    return Response.json({ shell: `modeldeck ${JSON.stringify(input)}` });
  });
  return { letNext: () => waiting.shift()?.(), asked: () => waiting.length };
}

test("words that the form has outrun are old until its own have come", async () => {
  const { letNext, asked } = answering();
  const { result, rerender } = renderHook(({ keep }) => usePreview("prune-backups", { keep }, true), {
    initialProps: { keep: 5 },
  });
  expect(result.current.isOld).toBe(false);
  await waitFor(() => expect(asked()).toBe(1));
  letNext();
  await waitFor(() => expect(result.current.preview?.shell).toContain('"keep":5'));
  expect(result.current.isOld).toBe(false);
  rerender({ keep: 7 });
  expect(result.current).toMatchObject({ isOld: true, preview: { shell: expect.stringContaining("5") } });
  await waitFor(() => expect(asked()).toBe(1));
  letNext();
  await waitFor(() => expect(result.current.preview?.shell).toContain('"keep":7'));
  expect(result.current.isOld).toBe(false);
});

test("a form is given time to rest, and the words of a plan are asked for at once", async () => {
  vi.useFakeTimers();
  const { asked } = answering();
  const { rerender } = renderHook(({ input }) => usePreview("prune-backups", input, true), {
    initialProps: { input: {} },
  });
  const askedNow = async () => {
    await vi.advanceTimersByTimeAsync(0);
    return asked();
  };
  expect(await askedNow()).toBe(1);
  rerender({ input: { keep: 5 } });
  expect(await askedNow()).toBe(1);
  rerender({ input: { keep: 5, apply: true, plan: "p" } });
  expect(await askedNow()).toBe(2);
});
