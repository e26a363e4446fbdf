import { expect, test } from "vitest";
import { toInstance } from "#lib/backends/instances/environment.ts";
import { mergeInstances } from "#lib/server/backends/known-instances.ts";
import { Secret } from "#lib/state/secret.ts";

test("a server that is saved and was started here is asked with the key that it was started with", () => {
  const url = new URL("http://127.0.0.1:8000");
  const saved = toInstance({ kind: "vllm", url, name: "Mine", from: "saved" });
  const started = {
    kind: "vllm",
    url: url.href,
    run: "1",
    phase: "ready",
    token: new Secret("sesame", "hidden"),
  } as const;
  const [one, ...others] = mergeInstances([saved], [started]);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ name: "Mine", from: "saved" });
  expect(one?.token?.reveal()).toBe("sesame");
});
