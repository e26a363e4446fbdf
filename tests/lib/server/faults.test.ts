import { describe, expect, it } from "vitest";
import { packageFolder } from "#lib/server/package-folder.ts";
import { openConsole } from "../../support/open-console.ts";

const json = { "content-type": "application/json" };
const post = (path: string, body: string): [string, RequestInit] => [
  path,
  { method: "POST", headers: json, body },
];

const ids = [
  "0",
  "-1",
  "1e3",
  "01",
  "999999999999999",
  "9".repeat(400),
  "..",
  "..%2f..%2fetc",
  "%00",
  "NaN",
  "1%0a",
  "__proto__",
];
const names = [
  "x",
  "constructor",
  "__proto__",
  "%00",
  "..%2f..",
  "a".repeat(5_000),
  "%F0%9F%98%80",
  "%ed%a0%80",
  "'",
  "%3Cscript%3E",
];
const queries = [
  "sort=x",
  "limit=-1",
  "limit=1e9",
  "offset=x",
  "before=x",
  "state=x",
  "limit=NaN",
  "query=%00",
  "format[]=x",
  "limit=1&limit=x",
];
const bodies = [
  "",
  "{",
  "[]",
  "null",
  "1",
  '"x"',
  '{"command":null}',
  '{"command":"x"}',
  '{"command":"remove","input":{"name":[]}}',
];

const failures: [string, RequestInit][] = [
  ...ids.flatMap((id): [string, RequestInit][] => [
    [`/api/runs/${id}`, {}],
    [`/api/runs/${id}/log`, {}],
    [`/api/runs/${id}/events`, {}],
    [`/api/runs/${id}`, { method: "DELETE" }],
    post(`/api/runs/${id}/repeat`, "{}"),
  ]),
  ...names.flatMap((name): [string, RequestInit][] => [
    [`/api/registry/${name}`, {}],
    post(`/api/commands/${name}/preview`, '{"input":{}}'),
  ]),
  ...queries.flatMap((query): [string, RequestInit][] => [
    [`/api/runs?${query}`, {}],
    [`/api/registry?${query}`, {}],
  ]),
  ...bodies.flatMap((body) => [post("/api/runs", body), post("/api/commands/remove/preview", body)]),
];

describe("a failure", () => {
  it("tells a code and a hint, and never where the console lies or how it is made", async () => {
    const { ask } = await openConsole();
    const wrong: string[] = [];
    for (const [path, options] of failures) {
      const answer = await ask(path, options);
      const text = await answer.text();
      const says = `${answer.status} ${options.method ?? "GET"} ${path.slice(0, 80)} ${text.slice(0, 200)}`;
      if (answer.status >= 500 && answer.status !== 501) wrong.push(says);
      if (text.includes(packageFolder()) || /\bat \S+ \(|node:internal|node_modules|\.ts:\d/.test(text))
        wrong.push(says);
      if (answer.status >= 400 && !(JSON.parse(text).error.code && JSON.parse(text).error.hint))
        wrong.push(says);
    }
    expect(wrong).toEqual([]);
    expect(failures.length).toBeGreaterThan(50);
  });
});
