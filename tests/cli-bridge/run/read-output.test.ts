import { describe, expect, test } from "vitest";
import { cleanLine } from "#cli-bridge/run/clean-text.ts";
import { makePace } from "#cli-bridge/run/pace-events.ts";
import { progressOf } from "#cli-bridge/run/read-progress.ts";
import { makeRedact, secretsIn } from "#cli-bridge/run/redact-text.ts";
import { LineSplitter } from "#cli-bridge/run/split-lines.ts";

const mib = 1024 * 1024;

test.each([
  [
    "[#2f1a3c 6.3MiB/7.6MiB(83%) CN:1 DL:1.0MiB ETA:1s]",
    {
      phase: "downloading",
      unit: "bytes",
      done: Math.round(6.3 * mib),
      total: Math.round(7.6 * mib),
      bytesPerSecond: mib,
      secondsLeft: 1,
    },
  ],
  [
    "[DL:2MiB][#a1 1MiB/4MiB(25%)][#b2 3MiB/4MiB(75%)]",
    { phase: "downloading", unit: "bytes", done: 4 * mib, total: 8 * mib, bytesPerSecond: 2 * mib },
  ],
  [
    "Fetching 5 files:  40%|████      | 2/5 [00:01<00:02]",
    { phase: "Fetching 5 files", unit: "percent", done: 40, total: 100 },
  ],
  ["12.5% of the file", { phase: "working", unit: "percent", done: 12.5, total: 100 }],
  ["a plain line", undefined],
  ["140% more", undefined],
])("the line %j tells how far a program is", (line, progress) => {
  expect(progressOf(line)).toEqual(progress);
});

test.each([
  ["\u001b[1;31mred\u001b[0m", "\u001b[1;31mred\u001b[0m"],
  ["\u001b[2J\u001b[Hhome", "home"],
  ["\u001b]0;title with no end", ""],
  ["tab\tstays\u0007\u0000", "tab\tstays"],
  ["one\rtwo\r", "two"],
  ["\u2067abc\u2069\u200f", "abc"],
])("the line %j is shown as %j", (line, shown) => {
  expect(cleanLine(line)).toBe(shown);
});

describe("redaction", () => {
  test.each([
    ["token hf_abcdefghijklmnopqrstuv.", "token •••."],
    ["key sk-abcdefghijklmnopqrst", "key •••"],
    ["authorization: bearer abcdefgh123", "authorization: bearer •••"],
    ["pass p@ss w/rd and p%40ss%20w%2Frd", "pass ••• and •••"],
    ["--args=--api-key abcdef --max-tokens 512", "--args=--api-key ••• --max-tokens 512"],
    ['["--api-key","abcdef"]', '["--api-key","•••"]'],
    ["hf_transfer, shelf_life and task-list stay", "hf_transfer, shelf_life and task-list stay"],
  ])("%j becomes %j", (text, shown) => {
    expect(makeRedact(["p@ss w/rd"])(text)).toBe(shown);
  });

  test("knows a secret by the name of its variable, and by its place in the address of a proxy", () => {
    const env = { HF_TOKEN: "abcdefgh", HTTPS_PROXY: "http://me:hidden-word@proxy:1", HOME: "/home/someone" };
    expect(secretsIn(env)).toEqual(["abcdefgh", "hidden-word"]);
  });
});

test("lines come out the same, wherever the reads happen to cut them", () => {
  const bytes = Buffer.from("one\n\ntwo é\nthree\r\n4%\r5%\nlast");
  const whole = ["one", "", "two é", "three\r", "4%\r5%", "last"];
  for (let size = 1; size <= bytes.length; size++) {
    const lines: string[] = [];
    const splitter = new LineSplitter({
      bytesMax: 100,
      take: (block) => lines.push(...block.toString().split("\n")),
    });
    for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
    splitter.end();
    expect(lines.map(cleanLine)).toEqual(whole.map(cleanLine));
  }
});

test("paced values let the first through at once and never lose the last", () => {
  const seen: number[] = [];
  const pace = makePace<number>(
    () => 10_000,
    (value) => seen.push(value),
  );
  for (let value = 1; value <= 100; value++) pace.push(value);
  expect(seen).toEqual([1]);
  pace.flush();
  expect(seen).toEqual([1, 100]);
});
