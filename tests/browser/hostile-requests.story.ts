import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { askRaw } from "#tests/support/ask-raw.ts";
import { bypasses, foreignPages, strangeHosts, tryAll } from "#tests/support/hostile-requests.ts";
import { expect, story } from "./story.ts";

const changing = [
  "POST /api/runs",
  "POST /api/runs/1/repeat",
  "DELETE /api/runs/1",
  "POST /api/commands/list/preview",
];

story(
  "the built console lets in no request that only an attacker sends",
  async ({ deck: { port, home } }) => {
    const attempts = [...strangeHosts(port), ...foreignPages(port, changing), ...bypasses(port)];
    const { tried, letIn } = await tryAll(port, attempts);
    expect(letIn).toEqual([]);
    expect(tried).toBeGreaterThan(1_000);
    expect(await readdir(join(home, "runs")).catch(() => [])).toEqual([]);
  },
);

const hidden = [
  ...[
    "/.env",
    "/.env.local",
    "/.git/HEAD",
    "/.git/config",
    "/package.json",
    "/next.config.mjs",
    "/tsconfig.json",
  ],
  ...[
    "/.next/BUILD_ID",
    "/.next/required-server-files.json",
    "/_next",
    "/_next/static",
    "/_next/static/chunks",
  ],
  ...["/__nextjs_original-stack-frames", "/__nextjs_source-map?filename=x", "/__nextjs_devtools_config"],
  ...[
    "/__nextjs_restart_dev",
    "/_next/webpack-hmr",
    "/_next/mcp",
    "/api/debug",
    "/server.js",
    "/node_modules/next/package.json",
  ],
  ...[
    "/..%2f..%2fetc%2fpasswd",
    "/_next/static/..%2f..%2f..%2fpackage.json",
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
  ],
];

story("what belongs to the making of the console is not served", async ({ deck }) => {
  for (const path of hidden) {
    const { status } = await askRaw(deck.port, [`GET ${path} HTTP/1.1`, `Host: localhost:${deck.port}`]);
    expect([400, 404], path).toContain(status);
  }
  const page = await (await fetch(`${deck.url}/browse`)).text();
  const scripts = [
    ...new Set([...page.matchAll(/\/_next\/static\/[\w./~-]+\.(?:js|css)/g)].map(([path]) => path)),
  ];
  expect(scripts.length).toBeGreaterThan(3);
  for (const path of scripts) {
    expect(await (await fetch(deck.url + path)).text()).not.toMatch(
      /sourceMappingURL=|\/tmp\/|\/home\/|\/work\//,
    );
    expect((await fetch(`${deck.url}${path}.map`)).status).toBe(404);
  }
});

const pages = [
  "/",
  "/browse",
  "/runs",
  "/runs/999999",
  "/download",
  "/download/scan",
  "/download/stores",
  "/maintenance",
  "/backends",
];
const more = [
  "/advanced",
  "/advanced/trash",
  "/advanced/settings",
  "/commands/list",
  "/commands/none",
  "/none",
];
const answers = [
  "/api/health",
  "/api/registry",
  "/api/none",
  "/api/runs/0",
  "/icon.svg",
  "/_next/static/none.js",
];

story("every answer says how it may be used, and no document may be framed", async ({ deck }) => {
  for (const path of [...pages, ...more]) {
    const { status, headers } = await fetch(deck.url + path, { redirect: "manual" });
    expect(status, path).toBeLessThan(500);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy, path).toMatch(/^default-src 'none'; script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/);
    expect(policy, path).not.toContain("unsafe");
    for (const rule of [
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "object-src 'none'",
    ])
      expect(policy, path).toContain(rule);
    expect(headers.get("x-powered-by"), path).toBeNull();
  }
  for (const path of [...pages, ...more, ...answers]) {
    const { headers } = await fetch(deck.url + path, { redirect: "manual" });
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("referrer-policy"), path).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy"), path).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy"), path).toBe("same-origin");
    expect(headers.get("access-control-allow-origin"), path).toBeNull();
    expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
  }
});

story("looking at everything twice changes nothing", async ({ deck }) => {
  const registry = () => readFile(join(deck.home, "registry", "model_registry.discovered.json"), "utf8");
  const look = async () => {
    for (const path of [
      ...pages,
      ...more,
      ...answers,
      "/api/backups",
      "/api/trash",
      "/api/settings",
      "/api/commands",
    ])
      for (const method of ["GET", "HEAD"]) await (await fetch(deck.url + path, { method })).text();
  };
  const seen = async () => [await registry(), await readdir(deck.home, { recursive: true })];
  await look();
  const before = await seen();
  await look();
  expect(await seen()).toEqual(before);
  expect(await readdir(join(deck.home, "runs")).catch(() => [])).toEqual([]);
});

story("it listens on this machine alone, and will not be talked into more", async ({ deck }) => {
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((name) => readFile(`/proc/net/${name}`, "utf8").catch(() => "")),
  );
  const suffix = `:${deck.port.toString(16).toUpperCase().padStart(4, "0")}`;
  const rows = tables.flatMap((table) => table.split("\n").map((row) => row.trim().split(/\s+/)));
  const listening = rows.filter(([, local, , state]) => local?.endsWith(suffix) && state === "0A");
  expect(listening.map(([, local]) => local)).toEqual([`0100007F${suffix}`]);
  for (const host of ["0.0.0.0", "::", "192.168.1.5", "0"]) {
    const told = spawnSync(process.execPath, ["bin/modeldeck.mjs", "serve", "--port", "0", "--host", host], {
      env: { PATH: process.env.PATH, HOME: deck.home, MODELDECK_HOME: deck.home, NODE_ENV: "production" },
      encoding: "utf8",
      timeout: 30_000,
    });
    expect([told.status === 0, told.stderr.includes("\n    at ")], told.stderr).toEqual([false, false]);
  }
});

story("a router state that means nothing is refused before Next reads it", async ({ deck }) => {
  for (const state of ["garbage", "%", "%5B%5D", "%5B1%2C2%5D", "%5B".repeat(3_000), "null"]) {
    const lines = [`Host: localhost:${deck.port}`, "RSC: 1", `Next-Router-State-Tree: ${state}`];
    for (const path of ["/none", "/browse", "/runs"])
      expect((await askRaw(deck.port, [`GET ${path} HTTP/1.1`, ...lines])).status, `${path} ${state}`).toBe(
        400,
      );
  }
});
