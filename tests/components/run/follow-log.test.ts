import { describe, expect, it } from "vitest";
import { followAfterScroll, following, newLinesOf } from "#components/run/follow-log.ts";

const at = (scrollTop: number, scrollHeight = 1000) => ({ scrollTop, clientHeight: 400, scrollHeight });

describe("following a log", () => {
  it("stops when the reader scrolls up, and counts what comes after", () => {
    const follow = followAfterScroll(following, { from: 600, to: at(300), lastLine: 50 });
    expect(follow).toEqual({ isFollowing: false, seen: 50 });
    expect(newLinesOf(follow, 264)).toBe(214);
  });

  it("goes on when new lines push the end away", () => {
    expect(followAfterScroll(following, { from: 600, to: at(600, 5000), lastLine: 90 })).toBe(following);
  });

  it("begins again at the end, and has nothing new to tell there", () => {
    const stopped = { isFollowing: false, seen: 50 };
    const follow = followAfterScroll(stopped, { from: 300, to: at(590), lastLine: 80 });
    expect(follow).toEqual({ isFollowing: true, seen: 80 });
    expect(newLinesOf(follow, 100)).toBe(0);
  });

  it("stays stopped while the reader moves about", () => {
    const stopped = { isFollowing: false, seen: 50 };
    expect(followAfterScroll(stopped, { from: 100, to: at(200), lastLine: 80 })).toBe(stopped);
  });
});
