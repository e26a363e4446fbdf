import { describe, expect, it } from "vitest";
import { askRaw } from "../../support/ask-raw.ts";
import { halfOpen } from "../../support/half-open.ts";
import { openConsole } from "../../support/open-console.ts";

const heavy: Record<string, unknown> = {
  "a hundred thousand fields": Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`k${at}`, 1])),
  "a list of two hundred thousand": Array(200_000).fill(1),
  "a wide tree": Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => [1])),
  "a long name": "x".repeat(900_000),
};

describe("the console goes on answering", () => {
  it.each(Object.entries(heavy))("after a body with %s", async (_, name) => {
    const { post, ask } = await openConsole();
    for (const input of [{ name }, typeof name === "object" && !Array.isArray(name) ? name : { name }]) {
      const { status } = await post("/api/runs", { command: "verify", input });
      expect([400, 413]).toContain(status);
    }
    expect((await ask("/api/health")).status).toBe(200);
  });

  it("after an address with more than it can hold", async () => {
    const { port, ask } = await openConsole();
    const host = `Host: localhost:${port}`;
    const many = Array.from({ length: 100_000 }, (_, at) => `k${at}=1`).join("&");
    for (const path of [
      `/api/registry?${many}`,
      `/api/runs?${many}`,
      `/api/registry/${"x".repeat(200_000)}`,
    ]) {
      expect((await askRaw(port, [`GET ${path} HTTP/1.1`, host])).status).toBe(431);
    }
    const some = Array.from({ length: 1_500 }, (_, at) => `k${at}=1`).join("&");
    for (const path of [`/api/registry?${some}`, `/api/runs?${some}`])
      expect((await askRaw(port, [`GET ${path} HTTP/1.1`, host])).status).toBeLessThan(500);
    const headers = Array.from({ length: 2_000 }, (_, at) => `X-K${at}: 1`);
    expect((await askRaw(port, ["GET /api/health HTTP/1.1", host, ...headers])).status).toBeLessThan(500);
    expect((await ask("/api/health")).status).toBe(200);
  });

  it("while two hundred clients never finish their request", async () => {
    const { port, ask } = await openConsole();
    const sockets = await halfOpen(port, 200);
    for (let at = 0; at < 20; at++) expect((await ask("/api/health")).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });
});
