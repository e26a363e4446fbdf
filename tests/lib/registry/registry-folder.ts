import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readTrash, type TrashPlaces } from "#lib/registry/trash.ts";
import type { TrashItem } from "#lib/registry/trash-item.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

type Layers = { curated?: unknown; discovered?: unknown; snapshot?: unknown };

/** A registry folder with these layers in it. */
export async function registryFolder({ curated, discovered, snapshot }: Layers = {}): Promise<string> {
  const dir = await temporaryFolder();
  const files = { "model_registry.curated.json": curated, "model_registry.discovered.json": discovered };
  for (const [name, value] of Object.entries({ ...files, "model_registry.json": snapshot })) {
    if (value !== undefined) await writeFile(join(dir, name), `${JSON.stringify(value, null, 2)}\n`);
  }
  return dir;
}

export function entryNamed(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { name, backend: "vllm", ...more };
}

export async function readLayerFile(dir: string, layer: string): Promise<Record<string, unknown>[]> {
  return JSON.parse(await readFile(join(dir, `model_registry.${layer}.json`), "utf8"));
}

/** What in the trash can come back, the newest first. */
export async function listTrash(places: TrashPlaces): Promise<TrashItem[]> {
  return (await readTrash(places)).items;
}
