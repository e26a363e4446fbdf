import { expect, test } from "vitest";
import { everywhere, policyOfData } from "#lib/server/security-headers.ts";
import { serve } from "#lib/server/serve.ts";
import { askRaw } from "../../support/ask-raw.ts";
import { openConsole } from "../../support/open-console.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("a stream of events says what every answer says, and is refused like any other", async () => {
  const { ask, port } = await openConsole();
  const leaving = new AbortController();
  const { status, headers } = await ask("/api/runs/stream", { signal: leaving.signal });
  leaving.abort();
  expect({ status, ...Object.fromEntries(headers) }).toMatchObject({
    status: 200,
    ...everywhere,
    "content-type": "text/event-stream; charset=utf-8",
    "content-security-policy": policyOfData,
    "cache-control": "no-store, no-transform",
  });
  for (const path of ["/api/runs/stream", "/api/runs/1/events", "/api/runs/1/events?after=1"]) {
    const asked = `GET ${path} HTTP/1.1`;
    expect((await askRaw(port, [asked, "Host: evil.example"])).status).toBe(421);
    const foreign = [asked, `Host: 127.0.0.1:${port}`, "Origin: https://evil.example"];
    expect((await askRaw(port, foreign)).status).toBe(403);
    expect((await ask(path, { method: "POST" })).status).toBeGreaterThanOrEqual(400);
  }
  expect((await ask("/api/runs/99/events")).status).toBe(404);
});

test("streams of events reach their handlers, and everything else reaches Next", async () => {
  const seen: string[] = [];
  const home = await temporaryFolder();
  const console = await serve({
    port: 0,
    env: { HOME: home, MODELDECK_HOME: home, NODE_ENV: "test" },
    handle: (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.end();
    },
  });
  const ask = (method: string, path: string) => fetch(`http://127.0.0.1:${console.port}${path}`, { method });
  for (const path of ["/api/runs/1/events", "/api/runs/1/events?after=3"]) await ask("GET", path);
  for (const path of ["/api/runs/1/events/", "/api/runs/1", "/api/runs/stream/x"]) await ask("GET", path);
  await ask("HEAD", "/api/runs/1/events");
  await console.close();
  expect(seen).toEqual([
    "GET /api/runs/1/events/",
    "GET /api/runs/1",
    "GET /api/runs/stream/x",
    "HEAD /api/runs/1/events",
  ]);
});
