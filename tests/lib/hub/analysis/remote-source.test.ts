import { expect, test } from "vitest";
import { openRemoteSource, type RemoteSource } from "#lib/hub/analysis/remote-source.ts";
import { readGgufHeader, readGgufKeys } from "#lib/weights/gguf-header.ts";
import type { TestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeVocabularyHeader } from "#tests/support/make-repositories.ts";
import { hubWith } from "../hub-for-tests.ts";

const path = "model.gguf";
const header = makeVocabularyHeader();
const bytes = header.length + 5_000_000;
const step = 512 * 1024;

async function sourceOf(
  options: { signedForMs?: number } = {},
): Promise<{ source: RemoteSource; server: TestHub }> {
  const repos = [{ name: "owner/repo", files: [{ path, head: header, bytes }] }];
  const { server, hub } = await hubWith({ repos, ...options });
  const commit = server.commit("owner/repo");
  return { server, source: openRemoteSource(hub, { repo: "owner/repo", commit, path, bytes }) };
}

const cdnRequests = ({ requests }: TestHub) => requests.filter(({ host }) => host === "cdn");

test("the architecture costs one request of half a mebibyte, however long the vocabulary", async () => {
  expect(header.length).toBeGreaterThan(6_000_000);
  const { source, server } = await sourceOf();
  const { metadata, lengths } = await readGgufKeys(source, step);
  expect(metadata.get("llama.block_count")).toBe(32);
  expect(lengths.get("tokenizer.ggml.tokens")).toBe(151_936);
  expect(source.spent()).toEqual({ bytes: step, requests: 1 });
  expect(cdnRequests(server).every(({ authorization }) => authorization === undefined)).toBe(true);
});

test("a header that goes on is not followed beyond 4 MB and three requests", async () => {
  const { source } = await sourceOf();
  await expect(readGgufHeader(source)).rejects.toMatchObject({ code: "too-large" });
  expect(source.spent().requests).toBeLessThanOrEqual(3);
  expect(source.spent().bytes).toBeLessThanOrEqual(4_000_000);
});

test("what has been fetched is not fetched again", async () => {
  const { source, server } = await sourceOf();
  expect(Buffer.from(await source.read(0, 100))).toEqual(header.subarray(0, 100));
  expect(Buffer.from(await source.read(50_000, 100))).toEqual(header.subarray(50_000, 50_100));
  expect(Buffer.from(await source.read(step, 10))).toEqual(header.subarray(step, step + 10));
  expect(cdnRequests(server).map(({ range }) => range)).toEqual(["bytes=0-524287", "bytes=524288-2097151"]);
});

test("a server that ignores the range is left once there is enough", async () => {
  const { source, server } = await sourceOf();
  server.fault({ kind: "ignore-range", at: "cdn" });
  expect(Buffer.from(await source.read(0, 100))).toEqual(header.subarray(0, 100));
  expect(source.spent().bytes).toBe(step);
});

test("an address that has expired is asked for anew", async () => {
  const { source, server } = await sourceOf();
  server.fault({ kind: "expired-url", at: "cdn" });
  expect(Buffer.from(await source.read(0, 4)).toString()).toBe("GGUF");
  server.fault({ kind: "expired-url", at: "cdn", times: Number.POSITIVE_INFINITY });
  await expect(source.read(step, 4)).rejects.toMatchObject({ code: "hub-strange" });
});

test.each(["truncate", "html", "gzip", "reset"] as const)(
  "an answer spoiled by %s is never taken for the file",
  async (kind) => {
    const { source, server } = await sourceOf();
    server.fault({ kind, at: "cdn", afterBytes: 1000, times: Number.POSITIVE_INFINITY });
    await expect(source.read(0, 100)).rejects.toThrow();
  },
);

test("who stops waiting is not kept waiting", async () => {
  const repos = [{ name: "owner/repo", files: [{ path, head: header, bytes }] }];
  const { server, hub } = await hubWith({ repos });
  server.fault({ kind: "stall", at: "cdn", afterBytes: 10 });
  const stop = new AbortController();
  const wanted = {
    repo: "owner/repo",
    commit: server.commit("owner/repo"),
    path,
    bytes,
    signal: stop.signal,
  };
  const reading = openRemoteSource(hub, wanted).read(0, 100);
  await expect.poll(() => cdnRequests(server).length).toBe(1);
  stop.abort(new Error("enough"));
  await expect(reading).rejects.toThrow("enough");
});
