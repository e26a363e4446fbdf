import { describe, expect, it } from "vitest";
import { retryAfterMsOf } from "#lib/hub/http/answer-head.ts";

describe("when to come again", () => {
  it.each([
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after": "Sat, 21 Nov 2026 00:00:09 GMT" }, 9000],
    [{ "retry-after": "Fri, 20 Nov 2026 00:00:00 GMT" }, 0],
    [{ ratelimit: '"resolvers";r=0;t=120' }, 120_000],
    [{ ratelimit: '"resolvers";r=2999;t=120' }, undefined],
    [{ "retry-after": "soon" }, undefined],
    [{}, undefined],
  ])("is read from %o", (headers, ms) => {
    expect(retryAfterMsOf({ headers }, Date.parse("2026-11-21T00:00:00Z"))).toBe(ms);
  });
});
