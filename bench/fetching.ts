import { existsSync, readFileSync } from "node:fs";
import { Agent } from "undici";
import { keepHeapSmall, letHeapGrowForFew } from "#cli-bridge/cli/keep-heap-small.ts";
import { fetchFiles } from "#lib/hub/transfer/fetch-files.ts";
import type { FileWanted } from "#lib/hub/transfer/file-wanted.ts";

/** Fetches files in a process of its own, and tells how long that took and how large the process became. */
type Order = { urls: string[]; folder: string; bytes: number; sha256: string; connections?: number };

const { urls, folder, bytes, sha256, connections } = JSON.parse(
  readFileSync(process.argv[2] ?? "", "utf8"),
) as Order;
const wanted = urls.map((url, index): FileWanted => {
  const location = { url, headers: {}, bytes, etag: sha256, commit: undefined, expiresAt: undefined };
  const origin = { endpoint: url, repo: "bench", commit: "main", path: String(index) };
  return { locate: async () => location, target: `${folder}/${index}`, bytes, sha256, origin };
});
const routes = { httpProxy: undefined, httpsProxy: undefined, noProxy: undefined, caFile: undefined };
keepHeapSmall();
letHeapGrowForFew(urls.length);
const before = process.cpuUsage();
const begunAt = performance.now();
const outcomes = await fetchFiles(wanted, {
  dispatcher: new Agent(),
  ...{ routes, connections, signal: new AbortController().signal, onProgress: () => undefined },
});
const ms = performance.now() - begunAt;
const failed = outcomes.find(({ error }) => error !== undefined);
if (failed) throw failed.error;
const { user, system } = process.cpuUsage(before);
const rssMb = largestKilobytes() / 1024;
process.stdout.write(JSON.stringify({ ms, rssMb, cpuMs: (user + system) / 1000 }));
process.exit(0);

/** Linux counts into a process's own maximum what the one was that started it, but not here. */
function largestKilobytes(): number {
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  const found = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
  return found === undefined ? process.resourceUsage().maxRSS : Number(found);
}
