import { expect, it } from "vitest";
import { openLine } from "#lib/hub/transfer/line.ts";

const mebibyte = 1024 * 1024;
const far = "https://files.example/model.gguf";
const here = "http://127.0.0.1:8765/model.gguf";

it("begins small and on all connections, as nothing is known of the way yet", () => {
  const line = openLine(4);
  expect([line.pieceBytes(), line.connectionsMax()]).toEqual([mebibyte / 4, 4]);
});

it("asks a server far away for large pieces over all connections", () => {
  const line = openLine(4);
  line.answeredIn(80, far);
  expect([line.pieceBytes(), line.connectionsMax()]).toEqual([16 * mebibyte, 4]);
});

it("asks a server nearby for little at a time, over one connection", () => {
  const next = openLine(4);
  next.answeredIn(1, far);
  const own = openLine(4);
  own.answeredIn(80, here);
  for (const line of [next, own]) {
    expect([line.pieceBytes(), line.connectionsMax()]).toEqual([3 * mebibyte, 1]);
  }
});

it.each([
  [1, 3 * mebibyte],
  [4, 0.75 * mebibyte],
  [16, mebibyte / 4],
])(
  "keeps to the %i that somebody asked for, nearby as well, and shares out what is under way",
  (asked, piece) => {
    const line = openLine(asked, true);
    line.answeredIn(1, here);
    expect([line.connectionsMax(), line.pieceBytes()]).toEqual([asked, piece]);
  },
);
