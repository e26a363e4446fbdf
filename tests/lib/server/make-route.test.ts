import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { endpoints } from "#lib/server/endpoints.ts";
import { isGuarded } from "#lib/server/make-route.ts";
import { openConsole } from "../../support/open-console.ts";
import { apiRoutes } from "../../support/route-api.ts";

const routes = await apiRoutes();
const entry = { name: "tiny", display_name: "Tiny", backend: "vllm", download_format: "safetensors" };

describe("every route", () => {
  it.each(routes)("$path has only handlers that stand behind the guard", ({ module }) => {
    const handlers = Object.entries(module);
    expect(handlers.map(([name]) => name).sort()).toEqual(
      ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"].sort(),
    );
    expect(handlers.every(([, handler]) => isGuarded(handler))).toBe(true);
  });

  it("is described, and nothing else is", () => {
    const said = new Set(endpoints.map(({ path }) => path));
    const there = routes.map(({ path }) => path.replace(/\[(\w+)\]/g, "{$1}"));
    expect([...said].sort()).toEqual(there.filter((path) => !path.includes("[...")).sort());
  });
});

describe("the API", () => {
  it("answers every address that reads", async () => {
    const { ask } = await openConsole({ entries: [entry] });
    for (const path of [
      "health",
      "commands",
      "openapi.json",
      "runs",
      "registry",
      "trash",
      "backups",
      "settings",
    ]) {
      const answer = await ask(`/api/${path}`);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      await answer.json();
    }
  });

  it("changes nothing when it is only read, however often", async () => {
    const { ask, home, port } = await openConsole({ entries: [entry] });
    const folders = async () =>
      (await readdir(home, { recursive: true })).filter((name) => !name.startsWith("console.db")).sort();
    const before = await folders();
    for (const path of [...routes, ...routes].map((route) => route.path)) {
      if (/stream|live/.test(path)) continue;
      const address = path.replace(/\[[.\w]+\]/g, "1");
      const headers = { cookie: `modeldeck-session-${port}=forged.forged` };
      for (const method of ["GET", "HEAD"]) await (await ask(address, { method, headers })).text();
    }
    expect(await folders()).toEqual(before);
    const { runs } = await (await ask("/api/runs")).json();
    expect(runs).toEqual([]);
  });

  it("says in its own words that there is nothing, or not this way", async () => {
    const { ask, post } = await openConsole();
    for (const path of [
      "/api/nothing",
      "/api/runs/77",
      "/api/runs/77/events",
      "/api/runs/x/log",
      "/api/registry/x",
    ]) {
      const answer = await ask(path);
      expect(answer.status, path).toBe(404);
      expect((await answer.json()).error.code).toBe("not-found");
    }
    const wrong = await post("/api/health", {});
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect((await wrong.json()).error.code).toBe("wrong-method");
  });
});
