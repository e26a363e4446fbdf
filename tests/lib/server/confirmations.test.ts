import { describe, expect, it } from "vitest";
import { makeConfirmations } from "#lib/server/confirmations.ts";

const about = { session: "me", command: "remove", argv: ["modeldeck", "remove", "--purge", "--", "tiny"] };

describe("a confirmation", () => {
  it("allows what it was given for, once", () => {
    const { issue, consume } = makeConfirmations();
    const { token } = issue(about);
    expect(() => consume(token, about)).not.toThrow();
    expect(() => consume(token, about)).toThrow("used already");
  });

  it.each([
    ["another session", { ...about, session: "you" }],
    ["nobody's session", { ...about, session: undefined }],
    ["another command", { ...about, command: "trash-empty" }],
    ["another word", { ...about, argv: [...about.argv.slice(0, -1), "large"] }],
    ["the same words cut elsewhere", { ...about, argv: ["modeldeck remove", "--purge", "--", "tiny"] }],
  ])("does not allow %s, and is spent by the attempt", (_, other) => {
    const { issue, consume } = makeConfirmations();
    const { token } = issue(about);
    expect(() => consume(token, other)).toThrow("something else");
    expect(() => consume(token, about)).toThrow("used already");
  });

  it("given for a plan holds for that plan alone; given before there was one, for any plan of the same words", () => {
    const { issue, consume } = makeConfirmations();
    const forOne = issue({ ...about, planId: "one" }).token;
    expect(() => consume(forOne, { ...about, planId: "two" })).toThrow("something else");
    const forAny = issue(about).token;
    expect(() => consume(forAny, { ...about, planId: "two" })).not.toThrow();
  });

  it("expires, by a clock that nobody can set", () => {
    let now = 0;
    const { issue, consume } = makeConfirmations(() => now);
    const { token } = issue(about);
    now = 5 * 60_000;
    expect(() => consume(token, about)).toThrow("expired");
  });

  it("cannot be made up, and old ones make room for new ones", () => {
    const { issue, consume } = makeConfirmations();
    const first = issue(about).token;
    for (let count = 0; count < 1_000; count += 1) issue(about);
    expect(() => consume(first, about)).toThrow("not known");
    expect(() => consume("x".repeat(43), about)).toThrow("not known");
  });
});
