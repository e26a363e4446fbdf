import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readMemory } from "#lib/system/memory-now.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const GiB = 1024 ** 3;
const meminfo = `MemTotal: ${64 * 2 ** 20} kB\nMemFree: ${2 * 2 ** 20} kB\nMemAvailable: ${40 * 2 ** 20} kB\nSwapTotal: ${8 * 2 ** 20} kB\nSwapFree: ${6 * 2 ** 20} kB\n`;

async function rootWith(files: Record<string, string | number>): Promise<string> {
  const root = await temporaryFolder();
  for (const [path, text] of Object.entries({ "proc/meminfo": meminfo, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), `${text}\n`);
  }
  return root;
}

test("what programs would give up at once counts as free", async () => {
  expect(await readMemory(await rootWith({}))).toEqual({
    memory: { totalBytes: 64 * GiB, freeBytes: 40 * GiB },
    swap: { totalBytes: 8 * GiB, freeBytes: 6 * GiB },
  });
});

test("a container is told what it may have, less what it holds and would not give up", async () => {
  const root = await rootWith({
    "proc/self/cgroup": "0::/pod/inner",
    "sys/fs/cgroup/memory.max": "max",
    "sys/fs/cgroup/pod/memory.max": 16 * GiB,
    "sys/fs/cgroup/pod/memory.current": 5 * GiB,
    "sys/fs/cgroup/pod/memory.stat": `anon 1\ninactive_file ${2 * GiB}`,
    "sys/fs/cgroup/pod/inner/memory.max": 32 * GiB,
    "sys/fs/cgroup/pod/inner/memory.current": 4 * GiB,
  });
  expect((await readMemory(root)).memory).toEqual({
    totalBytes: 16 * GiB,
    freeBytes: 13 * GiB,
    limitedBy: "cgroup",
  });
});

test("the older kind of limits holds too, and one larger than the machine is none", async () => {
  const older = (limit: number) => ({
    "proc/self/cgroup": "5:cpu:/a\n4:memory:/docker/x",
    "sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes": limit,
    "sys/fs/cgroup/memory/docker/x/memory.usage_in_bytes": 3 * GiB,
    "sys/fs/cgroup/memory/docker/x/memory.stat": `total_inactive_file ${GiB}`,
  });
  const { memory: limited } = await readMemory(await rootWith(older(8 * GiB)));
  expect(limited).toEqual({ totalBytes: 8 * GiB, freeBytes: 6 * GiB, limitedBy: "cgroup" });
  expect((await readMemory(await rootWith(older(2 ** 53 - 1)))).memory.limitedBy).toBeUndefined();
});

test("this machine has memory, and not all of it is free", async () => {
  const { totalBytes, freeBytes } = (await readMemory()).memory;
  expect(freeBytes).toBeGreaterThan(0);
  expect(totalBytes).toBeGreaterThan(freeBytes);
});
