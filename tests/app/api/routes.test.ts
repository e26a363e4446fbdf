import { describe, expect, it } from "vitest";
import { endpoints } from "#lib/server/endpoints.ts";
import { isGuarded } from "#lib/server/route.ts";
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

  it("finds, filters and pages the registry", async () => {
    const entries = Array.from({ length: 30 }, (_, index) => ({
      ...entry,
      name: `m${index}`,
      display_name: `m${index}`,
    }));
    const { ask } = await openConsole({ entries });
    const page = await (await ask("/api/registry?limit=10&offset=25&sort=name")).json();
    expect([page.total, page.entries.length, page.all.entries]).toEqual([30, 5, 30]);
    const found = await (await ask("/api/registry?query=m17")).json();
    expect(found.entries.map(({ name }: { name: string }) => name)).toEqual(["m17"]);
    expect((await (await ask("/api/registry/m3")).json()).layers.discovered.name).toBe("m3");
  });

  it.each(["limit=1001", "limit=-1", "limit=x", "sort=colour", "installed=maybe", "nonsense=1"])(
    "refuses the query %s and names the field",
    async (query) => {
      const { ask } = await openConsole();
      const answer = await ask(`/api/registry?${query}`);
      expect(answer.status).toBe(400);
      expect((await answer.json()).error.issues.length).toBeGreaterThan(0);
    },
  );

  it("sees at once what another program wrote", async () => {
    const { ask, registryDir } = await openConsole({ entries: [entry] });
    expect((await (await ask("/api/registry")).json()).total).toBe(1);
    const { writeFile } = await import("node:fs/promises");
    await writeFile(`${registryDir}/model_registry.discovered.json`, "[{]");
    const broken = await (await ask("/api/registry")).json();
    expect(broken.readOnly).toBeTruthy();
    expect(broken.problems[0].hint).toBeTruthy();
    expect((await (await ask("/api/health")).json()).status).toBe("degraded");
  });
});
