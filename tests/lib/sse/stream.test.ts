import { describe, expect, it } from "vitest";
import { plainText, stream } from "#lib/sse/stream.ts";

const bytes = (text: string) => new Blob([text]).stream();

describe("a stream of events", () => {
  it("is kept by nobody on the way, neither whole nor in part", async () => {
    const answer = stream(bytes("id: 1\n\n"));
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(answer.headers.get("x-accel-buffering")).toBe("no");
    expect(answer.headers.get("cache-control")).toBe("no-store, no-transform");
    expect(await answer.text()).toBe("id: 1\n\n");
  });
});

describe("plain text", () => {
  it("is shown as text, and kept as a file under a name that means only a name", () => {
    expect(plainText(bytes("<b>")).headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(plainText(bytes("")).headers.get("content-disposition")).toBeNull();
    const named = plainText(bytes(""), 'a"; filename=../b\r\n.log').headers.get("content-disposition");
    expect(named).toBe('attachment; filename="a___filename_.._b__.log"');
  });
});
