import { describe, expect, it } from "vitest";
import { makeSessions } from "#lib/server/sessions.ts";

const cookieIn = (header: string | undefined) => header?.split(";", 1)[0] ?? "";

describe("a session", () => {
  it("is given once, kept, and told from every other", () => {
    const { read, cookieFor } = makeSessions(4141);
    const [one, other] = [cookieIn(cookieFor(undefined)), cookieIn(cookieFor(undefined))];
    expect(read(one)).toMatch(/^[\w-]{32}$/);
    expect(read(one)).not.toBe(read(other));
    expect(cookieFor(`theme=dark; ${one}`)).toBeUndefined();
  });

  it("is none when it was made up, altered, or comes from another console or an earlier start", () => {
    const { read, cookieFor } = makeSessions(4141);
    const cookie = cookieIn(cookieFor(undefined));
    const other = cookieIn(makeSessions(4141).cookieFor(undefined));
    const elsewhere = cookieIn(makeSessions(5151).cookieFor(undefined));
    const altered = cookie.replace(/=./, (start) => (start === "=A" ? "=B" : "=A"));
    for (const bad of [
      undefined,
      "",
      "modeldeck-session-4141=",
      "modeldeck-session-4141=a.b",
      other,
      elsewhere,
      altered,
    ]) {
      expect(read(bad), String(bad)).toBeUndefined();
    }
  });
});
