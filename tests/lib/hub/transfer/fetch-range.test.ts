import { expect, it } from "vitest";
import { fetchRange } from "#lib/hub/transfer/fetch-range.ts";
import type { Transport } from "#lib/hub/transfer/transport.ts";

const asked = { from: 0, to: 4, total: 4, validator: undefined, isWhole: false, isPage: false };

/** Asks a server that redirects once, and tells which addresses were asked, each with what it was told. */
async function follow(from: string, to: string) {
  const seen: [string, string | undefined][] = [];
  const transport: Transport = {
    close: () => undefined,
    get: async ({ url, headers }, taker) => {
      seen.push([url, headers.authorization]);
      const isFirst = seen.length === 1;
      const range = { "content-range": "bytes 0-3/4", "content-length": "4" };
      taker.head(isFirst ? { status: 302, headers: { location: to } } : { status: 206, headers: range });
      taker.bytes(Buffer.from("four"));
    },
  };
  const location = {
    ...{ url: from, headers: { authorization: "Bearer hf_secret" } },
    ...{ bytes: 4, etag: undefined, commit: undefined, expiresAt: undefined },
  };
  const signal = new AbortController().signal;
  const taker = { answered: () => undefined, bytes: () => undefined };
  const ending = await fetchRange(transport, { location, asked, signal }, taker).catch(String);
  return { seen, ending };
}

it("a redirect to another host takes no token along", async () => {
  const { seen } = await follow("https://hub.example/f", "https://cdn.example/f");
  expect(seen).toEqual([
    ["https://hub.example/f", "Bearer hf_secret"],
    ["https://cdn.example/f", undefined],
  ]);
});

it.each(["http://cdn.example/f", "file:///etc/passwd", "https://127.0.0.1/f", "https://169.254.169.254/f"])(
  "a redirect to %s is not followed",
  async (to) => {
    const { seen, ending } = await follow("https://hub.example/f", to);
    expect(seen).toHaveLength(1);
    expect(ending).toContain("the server redirects to");
  },
);
