import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bypasses, foreignPages, strangeHosts, tryAll } from "../../support/hostile-requests.ts";
import { openConsole } from "../../support/open-console.ts";
import { apiRoutes } from "../../support/route-api.ts";

const routes = (await apiRoutes()).filter(({ path }) => path.startsWith("/api/"));
const pathOf = (path: string) => path.replace(/\[\.\.\.\w+\]/, "nothing/here").replace(/\[\w+\]/g, "1");
const changing = routes.flatMap(({ path }) =>
  ["POST", "DELETE"].map((method) => `${method} ${pathOf(path)}`),
);

describe("of the requests that only an attacker sends", () => {
  const attacks = {
    "under another name": (port: number) => strangeHosts(port),
    "from another page": (port: number) => foreignPages(port, changing),
    "around the guard": (port: number) => bypasses(port),
  };

  it.each(Object.entries(attacks))("not one %s is let in, and nothing runs", async (_, attemptsFor) => {
    const { port, home } = await openConsole();
    const { tried, letIn } = await tryAll(port, attemptsFor(port));
    expect(letIn).toEqual([]);
    expect(tried).toBeGreaterThan(300);
    expect(await readdir(join(home, "runs")).catch(() => [])).toEqual([]);
  });
});
