import { describe, expect, it } from "vitest";
import { LineBuffer } from "#components/run/line-buffer.ts";
import { parseLineRange, toLineHash } from "#components/run/line-range.ts";
import { lineThatMatters } from "#components/run/line-that-matters.ts";

const line = (number: number, text = `line ${number}`, stream: "out" | "err" = "out") => ({
  at: 0,
  line: number,
  stream,
  text,
});

describe("the lines of a run", () => {
  it("are let go of from the front when there are too many, and keep their numbers", () => {
    const buffer = new LineBuffer(3000);
    for (let number = 1; number <= 10_500; number += 1) buffer.push(line(number));
    expect(buffer.length).toBeLessThanOrEqual(3000);
    expect(buffer.lastNumber).toBe(10_500);
    expect(buffer.at(0)?.line).toBe(buffer.firstNumber);
    expect(buffer.at(buffer.length - 1)?.text).toBe("line 10500");
    expect(buffer.indexOf(1)).toBeUndefined();
    expect(buffer.at(buffer.indexOf(10_000) ?? -1)?.line).toBe(10_000);
  });

  it("come once, however often a connection repeats them", () => {
    const buffer = new LineBuffer();
    for (const number of [1, 2, 1, 2, 3]) buffer.push(line(number));
    expect([...buffer.lines()].map(({ line: number }) => number)).toEqual([1, 2, 3]);
  });

  it("have addresses", () => {
    expect(parseLineRange("#L140-L120")).toEqual({ first: 120, last: 140 });
    expect(parseLineRange("#L7")).toEqual({ first: 7, last: 7 });
    expect(parseLineRange("#Lx")).toBeUndefined();
    expect(toLineHash({ first: 120, last: 140 })).toBe("#L120-L140");
  });
});

describe("a failed run", () => {
  it("is told by the line that speaks of the fault, not by the hint below it", () => {
    const lines = [line(1), line(2, "\u001b[31merror: No such folder: /nowhere"), line(3, "hint: Give one.")];
    expect(lineThatMatters(lines)?.line).toBe(2);
  });

  it("is told by the last word on the error stream when nothing names a fault", () => {
    expect(lineThatMatters([line(1), line(2, "gave up", "err"), line(3, "bye")])?.line).toBe(2);
    expect(lineThatMatters([line(1), line(2, "bye")])?.line).toBe(2);
  });
});
