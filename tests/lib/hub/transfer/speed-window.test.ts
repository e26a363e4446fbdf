import { expect, test } from "vitest";
import { openSpeedWindow } from "#lib/hub/transfer/speed-window.ts";

function atClock() {
  let time = 1_000;
  const window = openSpeedWindow(() => time);
  return { window, wait: (ms: number) => (time += ms) };
}

test("a speed is what came in the last ten seconds, and nothing of what came before", () => {
  const { window, wait } = atClock();
  expect(window.bytesPerSecond()).toBeUndefined();
  for (let second = 0; second < 20; second += 1) {
    wait(1_000);
    window.add(second < 9 ? 9_000_000 : 1_000_000);
  }
  expect(window.bytesPerSecond()).toBe(1_100_000);
  wait(11_000);
  expect(window.bytesPerSecond()).toBe(0);
});

test("a young transfer is measured by its own age, and silence is counted from the last byte", () => {
  const { window, wait } = atClock();
  wait(2_000);
  window.add(4_000_000);
  expect(window.bytesPerSecond()).toBe(2_000_000);
  wait(42_000);
  expect(window.stalledSeconds()).toBe(42);
  window.add(1);
  expect(window.stalledSeconds()).toBe(0);
});
