import { expect, test } from "vitest";
import { loadWords, speedWords, timesOf } from "#components/backends/model-times.ts";

const at = (minute: number) => `2026-11-21T10:0${minute}:00.000Z`;
const history = {
  loads: [
    { at: at(5), model: "qwen3:8b", durationMs: 8_000 },
    { at: at(1), model: "qwen3:8b", durationMs: 20_000 },
  ],
  speeds: [
    { at: at(6), model: "gemma4:26b", tokensPerSecond: 30, from: "server" as const },
    { at: at(2), model: "qwen3:8b", tokensPerSecond: 44, from: "test" as const },
    { at: at(0), model: "qwen3:8b", tokensPerSecond: 40, from: "test" as const },
  ],
};
const [gemma, qwen] = timesOf(history);

test("3c each load is a point of its model's line, the newest at its end", () => {
  expect(qwen).toMatchObject({ model: "qwen3:8b", loadsMs: [20_000, 8_000] });
  expect(qwen && loadWords(qwen)).toBe("8 s; 2 loads took 8 s to 20 s");
  expect(loadWords({ loadsMs: [1_500] })).toBe("1.5 s; the only load seen");
  expect(gemma && loadWords(gemma)).toBeUndefined();
});

test("3d tokens per second of a model are the mean of the latest, with the span of them", () => {
  expect(qwen && speedWords(qwen)).toBe("42.0 tokens/s; 40.0 to 44.0 in the last 2");
  expect(gemma && speedWords(gemma)).toBe("30.0 tokens/s; measured once");
  const many = [1_000, ...Array.from({ length: 10 }, () => 20)];
  expect(speedWords({ speeds: many })).toBe("20.0 tokens/s; 20.0 to 20.0 in the last 10");
});

test("3c what was measured last stands first", () => {
  expect(timesOf(history).map(({ model }) => model)).toEqual(["gemma4:26b", "qwen3:8b"]);
});
