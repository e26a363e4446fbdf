import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { applyUndo, planUndo } from "#lib/registry/operations/undo-change.ts";
import { saveRegistry } from "#lib/registry/save-registry.ts";
import { type BenchResult, medianOf, tellAll } from "./measuring.ts";
import { toBenchEntry } from "./registry-entry.ts";

const entries = 10_000;
const rounds = 15;

/** One entry changed in a registry of ten thousand that the process knows, with its backup and its record on the disk; and taken back. */
export async function bench(): Promise<BenchResult[]> {
  const dir = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  try {
    const discovered = Array.from({ length: entries }, (_, index) => toBenchEntry(index));
    await saveRegistry(dir, { curated: [], discovered });
    const places = { dir, roots: [] };
    const times: Record<"edit" | "plan" | "undo", number[]> = { edit: [], plan: [], undo: [] };
    for (let round = 0; round < rounds; round += 1) {
      const name = String(discovered[round * 7]?.name);
      const edit = () =>
        changeRegistry(dir, { command: "bench" }, (draft) => draft.setFields(name, { round }));
      times.edit.push(await timeOf(edit));
      times.plan.push(await timeOf(() => planUndo(places, { run: "last" })));
      times.undo.push(await timeOf(() => applyUndo(places, { run: "last" }, undefined)));
    }
    return [
      toResult("one-entry edit in 10,000 entries, acknowledged durable", times.edit),
      toResult("rehearsing its undo", times.plan),
      toResult("its undo", times.undo),
    ];
  } finally {
    await rm(dir, { recursive: true });
  }
}

function toResult(name: string, times: number[]): BenchResult {
  const median = medianOf(times);
  const [least = 0, most = 0] = [Math.min(...times), Math.max(...times)];
  const detail = `${median.toFixed(0)} ms, from ${least.toFixed(0)} to ${most.toFixed(0)}`;
  return { name, ratio: median / 120, bar: "≤ 1 (120 ms)", detail };
}

async function timeOf(deed: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await deed();
  return performance.now() - start;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await tellAll(bench);
