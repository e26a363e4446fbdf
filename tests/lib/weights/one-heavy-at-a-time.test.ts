import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { oneHeavyAtATime } from "#lib/weights/one-heavy-at-a-time.ts";

function counted() {
  const going = { now: 0, most: 0 };
  const deed = async () => {
    going.now += 1;
    going.most = Math.max(going.most, going.now);
    await turn();
    going.now -= 1;
    return going.most;
  };
  return { going, deed };
}

test("what is light is done at once, and what is heavy one after the other", async () => {
  const { going, deed } = counted();
  const inTurn = oneHeavyAtATime();
  await Promise.all([1, 2, 3].map(() => inTurn(1_000, deed)));
  expect(going.most).toBe(3);
  going.most = 0;
  await Promise.all([1, 2, 3].map(() => inTurn(30_000_000, deed)));
  expect(going.most).toBe(1);
});

test("a heavy one that fails is told of to whoever asked, and the next has its turn", async () => {
  const inTurn = oneHeavyAtATime();
  const failing = inTurn(30_000_000, () => Promise.reject(new Error("unreadable")));
  const next = inTurn(30_000_000, async () => "read");
  await expect(failing).rejects.toThrow("unreadable");
  expect(await next).toBe("read");
});
