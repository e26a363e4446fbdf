import { expect, test } from "vitest";
import { RequestLog } from "#lib/server/backends/request-log.ts";

const look = { method: "GET", path: "/api/ps", status: 200, ms: 3.4 };
const deed = { method: "POST", path: "/api/chat", status: 200, ms: 90 };

test("0.22 what is asked again and again stands once with how often, apart from what ended otherwise", () => {
  const log = new RequestLog();
  for (const [at, asked] of [look, deed, look, deed, { ...look, status: 500 }, look].entries())
    log.note("a", asked, at * 1000);
  log.note("b", { method: "GET", path: "/", ms: 5_000, problem: "It does not answer." }, 0);
  expect(
    log.of("a").map(({ at, method, status, times }) => [at.slice(17, 19), method, status, times]),
  ).toEqual([
    ["05", "GET", 200, 3],
    ["04", "GET", 500, 1],
    ["03", "POST", 200, 2],
  ]);
  expect(log.of("b")).toMatchObject([{ problem: "It does not answer.", ms: 5_000 }]);
  expect(log.of("c")).toEqual([]);
});

test("0.22 only the newest of many requests are kept", () => {
  const log = new RequestLog();
  for (let at = 0; at < 500; at++) log.note("a", { ...look, path: `/${at}` }, at);
  expect(log.of("a")).toHaveLength(200);
  expect(log.of("a")[0]?.path).toBe("/499");
});
