import { writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { openConsole } from "../../../support/open-console.ts";

const entry = { name: "tiny", display_name: "Tiny", backend: "vllm", download_format: "safetensors" };

describe("the registry over HTTP", () => {
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
    await writeFile(`${registryDir}/model_registry.discovered.json`, "[{]");
    const broken = await (await ask("/api/registry")).json();
    expect(broken.readOnly).toBeTruthy();
    expect(broken.problems[0].hint).toBeTruthy();
    expect((await (await ask("/api/health")).json()).status).toBe("degraded");
  });
});
