// @vitest-environment happy-dom
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { usePreview } from "#components/command/use-preview.ts";

afterEach(() => {
  cleanup();
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
