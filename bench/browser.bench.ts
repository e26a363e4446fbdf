import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { startBuiltConsole } from "#tests/browser/built-console.ts";
import { type BenchResult, tellAll } from "./measuring.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const routes = [
  "/browse",
  "/browse?model=llama-3.1-8b-gguf-q4_k_m",
  "/download",
  "/download/queue",
  "/download/scan",
  "/maintenance",
  "/backends",
  "/backends/models",
  "/chat",
  "/advanced",
  "/advanced/settings",
  "/runs",
  "/commands/scan",
];

/** The JavaScript that a first visit loads, gzipped, over what an empty page of the same framework loads. In kilobytes. */
export async function bench(): Promise<BenchResult[]> {
  const empty = await emptyPageBytes();
  const deck = await startBuiltConsole({ entries: 50, hasFiles: false });
  try {
    const results: BenchResult[] = [];
    for (const route of routes) {
      const html = await textAt(`${deck.url}${route}`);
      const bytes = await gzippedBytes(html, (path) => textAt(`${deck.url}${path}`));
      const detail = `${kilobytes(bytes)} KB, an empty page ${kilobytes(empty)} KB`;
      const ratio = kilobytes(bytes - empty);
      results.push({ name: `first load of ${route}, KB over an empty page`, ratio, bar: "≤ 90", detail });
    }
    return results;
  } finally {
    await deck.close();
  }
}

const kilobytes = (bytes: number) => Math.round(bytes / 100) / 10;

async function textAt(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return await response.text();
}

/** What the page's own script elements weigh; the one for browsers without modules is never loaded by the others. */
async function gzippedBytes(html: string, read: (path: string) => Promise<string>): Promise<number> {
  const tags = html.match(/<script\b[^>]*\bsrc="[^"]+"[^>]*>/g) ?? [];
  const paths = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .map((tag) => /\bsrc="([^"?]+)/.exec(tag)?.[1] ?? "");
  let bytes = 0;
  for (const path of new Set(paths)) {
    bytes += gzipSync(await read(path), { level: constants.Z_BEST_COMPRESSION }).length;
  }
  return bytes;
}

const emptyApp = {
  "package.json": '{ "name": "empty", "private": true, "type": "module" }',
  "next.config.mjs": 'export default { turbopack: { root: "/" } };',
  "app/layout.jsx":
    "export default function Layout({ children }) { return <html lang='en'><body>{children}</body></html>; }",
  "app/page.jsx": "export default function Page() { return <p>Empty</p>; }",
};

async function emptyPageBytes(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "modeldeck-empty-"));
  try {
    await mkdir(join(folder, "app"));
    for (const [file, text] of Object.entries(emptyApp)) await writeFile(join(folder, file), text);
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    const build = spawn(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
      cwd: folder,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const [code] = await once(build, "close");
    if (code !== 0) throw new Error(`The empty page could not be built: exit code ${code}.`);
    const html = await readFile(join(folder, ".next/server/app/index.html"), "utf8");
    return await gzippedBytes(html, (path) =>
      readFile(join(folder, path.replace("/_next/", ".next/")), "utf8"),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await tellAll(bench);
