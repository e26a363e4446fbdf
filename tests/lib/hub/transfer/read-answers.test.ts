import { describe, expect, it } from "vitest";
import { type Errand, readAnswers } from "#lib/hub/transfer/read-answers.ts";

const at = new URL("http://localhost/file");

/** Reads answers to so many errands, and gives the statuses and the bodies that came. */
function reading(count: number, isWanted: (status: number) => boolean = () => true) {
  const seen: [status: number, body: string][] = [];
  const errands = Array.from({ length: count }, (): Errand => {
    let status = 0;
    return {
      ...{ at, headers: {}, bytesMax: 100 },
      head: (answer) => {
        status = answer.status;
        return isWanted(status);
      },
      body: (bytes) => seen.push([status, bytes.toString()]),
    };
  });
  let isLast = false;
  const read = readAnswers({
    first: () => errands[0],
    over: (last) => {
      isLast = last;
      errands.shift();
    },
  });
  return { read, seen, left: () => errands.length, isLast: () => isLast };
}

const answer = (body: string, status = 200, more = "") =>
  `HTTP/1.1 ${status} Words\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;

describe("answers in a row", () => {
  const row = `${answer("one")}HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\n${answer("")}${answer("three")}`;
  const bodies = [
    [200, "one"],
    [200, ""],
    [200, "three"],
  ];

  it.each(Array.from({ length: row.length }, (_, size) => size + 1))(
    "are the same when they come in pieces of %i bytes",
    (size) => {
      const { read, seen, left } = reading(3);
      for (let from = 0; from < row.length; from += size) read(Buffer.from(row.slice(from, from + size)));
      expect(seen).toEqual(bodies);
      expect(left()).toBe(0);
    },
  );

  it("are told apart where one of them is not wanted", () => {
    const { read, seen } = reading(3, (status) => status === 200);
    read(Buffer.from(answer("a") + answer("not here", 404) + answer("c")));
    expect(seen).toEqual([
      [200, "a"],
      [200, "c"],
    ]);
  });

  it("end with the one after which the server closes", () => {
    const { read, seen, left, isLast } = reading(2);
    read(Buffer.from(`${answer("a", 200, "Connection: close\r\n")}${answer("b")}`));
    expect(seen).toEqual([[200, "a"]]);
    expect([left(), isLast()]).toEqual([1, true]);
  });

  it.each([
    ["has no length", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ["is larger than anything that was asked for", answer("x".repeat(101))],
    ["is no HTTP", "SSH-2.0-OpenSSH\r\n\r\n"],
    ["has a head without end", "x".repeat(70_000)],
  ])("are refused from the one on that %s", (_, text) => {
    const { read, seen } = reading(2);
    expect(() => read(Buffer.from(answer("a") + text))).toThrow();
    expect(seen).toEqual([[200, "a"]]);
  });

  it("are refused where nobody asked", () => {
    const { read } = reading(1);
    expect(() => read(Buffer.from(answer("a") + answer("b")))).toThrow();
  });
});
