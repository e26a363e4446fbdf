import { describe, expect, it } from "vitest";
import { guardRouterState } from "#lib/server/guard-router-state.ts";
import { askRaw } from "../../support/ask-raw.ts";
import { openConsole } from "../../support/open-console.ts";

const leaf = ["__PAGE__", {}, null, null, 0];
const detail = [["id", "7", "d", null], { children: leaf }, null, "refetch"];
const deepState = (depth: number): unknown => (depth === 0 ? leaf : ["", { children: deepState(depth - 1) }]);
const encoded = (state: unknown) => encodeURIComponent(JSON.stringify(state));

describe("the state of the router", () => {
  it("passes as Next's own client sends it", () => {
    expect(() => guardRouterState(undefined)).not.toThrow();
    const sound = [
      leaf,
      detail,
      ["", { children: detail, modal: leaf }, ["/runs", ""], null, 16, "x"],
      deepState(200),
    ];
    for (const state of sound) expect(() => guardRouterState(encoded(state))).not.toThrow();
  });

  it.each([
    ...["garbage", "%", "", "%5B", "null", "[]", "[1,{}]"],
    ...['["",{},"x"]', '["",{"a":1}]', '["",[]]', '[["id","7","zz",null],{}]', '["",{},null,"delete"]'],
    ...["[".repeat(5_000) + "]".repeat(5_000), '["",{}], ["",{}]'],
  ])("is refused when it means nothing: %.40s", (header) => {
    expect(() => guardRouterState(header)).toThrow("not understood");
  });

  it("is looked at before anything else is done", async () => {
    const { port } = await openConsole();
    const lines = ["GET /runs HTTP/1.1", `Host: localhost:${port}`, "RSC: 1", "Next-Router-State-Tree: x"];
    expect((await askRaw(port, lines)).status).toBe(400);
  });
});
