import { mkdir, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diskFileSystem } from "#lib/registry/file-system.ts";
import { MoveJournal } from "#lib/registry/move-journal.ts";
import { makeSafetensors } from "./make-safetensors.ts";

type Places = { folder: string; registry: string; root: string };

const weights = makeSafetensors([["a", "BF16", [4, 4]]]);
const manyBackups = 51;

/** A registry with everything wrong with it that can be wrong at one time, and the files that it speaks of. */
export async function makeRegistryOfOddities(places: Places, { isLocked = false } = {}): Promise<void> {
  const { registry } = places;
  const layers = await oddEntries(places);
  await write(registry, "model_registry.curated.json", layers.curated);
  const lock = { version_lock: { locked: true } };
  const discovered = layers.discovered.map((entry) =>
    isLocked && typeof entry === "object" ? { ...lock, ...entry } : entry,
  );
  await write(registry, "model_registry.discovered.json", discovered);
  await write(registry, "kept-elsewhere.json", [{ name: "ghost", backend: "vllm" }]);
  await symlink("kept-elsewhere.json", join(registry, "model_registry.json"));
  await leaveBehind(places);
}

async function oddEntries({ folder, root }: Places) {
  const shared = await modelAt(join(root, "acme", "shared"));
  await modelAt(join(root, "acme", "unnamed"));
  const outside = await modelAt(join(folder, "outside", "acme", "one"));
  await mkdir(join(root, "odd"));
  await symlink("/dev/null", join(root, "odd", "pipe"));
  const at = (name: string, path: string, more: object = {}) => ({
    ...{ name, backend: "vllm", download_path: path, ...more },
  });
  const told = {
    format: "safetensors",
    family: "acme",
    download_format: "safetensors",
    quantization: "bf16",
  };
  const curated = [
    { name: "overruled", backend: "vllm", roles: ["ocr"], metadata: { registry_layer: "curated" } },
    { name: "unmarked", backend: "vllm" },
  ];
  const discovered = [
    "no entry",
    { name: "malformed", backend: "vllm", roles: "chat" },
    ...[
      { name: "double", backend: "vllm" },
      { name: "double", backend: "vllm" },
    ],
    { name: "overruled", backend: "vllm", roles: [] },
    ...[
      { name: "twin", backend: "vllm" },
      { name: "Twin", backend: "vllm" },
    ],
    { name: "of-no-backend" },
    { name: "unassigned", backend: "unassigned" },
    { name: "served", backend: "vllm", served_model_id: "None" },
    { name: "gifted", backend: "vllm", capabilities: { text: true, telepathy: true } },
    { name: "unclear", backend: "vllm", capabilities: { text: "yes" } },
    { name: "refused", backend: "vllm", backend_config: { port: null } },
    { name: "model-ollama-gguf-1", backend: "ollama", deprecated: true },
    at("relative", "models/relative"),
    at("foreign", "C:\\models\\foreign"),
    { name: "one-slash", backend: "ollama", download_path: "ollama:/one-slash" },
    ...[at("shared-1", shared, told), at("shared-2", shared, told)],
    at("gone", join(root, "acme", "gone"), { roles: ["chat"], role_priority: { chat: 90 } }),
    at("away", "/nowhere/at/all", { roles: ["afar"] }),
    ...[at("disk-1", join(folder, "disk", "o", "1")), at("disk-2", join(folder, "disk", "o", "2"))],
    at("pipe", join(root, "odd", "pipe")),
    at("outside", outside),
    at("held-by-outside", await modelAt(join(outside, "inner"))),
    at("trashed", join(root, "acme", "old")),
    at("locked", await lockedAt(join(root, "acme", "locked")), {
      version_lock: { locked: true },
      artifacts: { aggregate_sha256: "", files: [{ path: "model.safetensors", sha256: "a".repeat(64) }] },
    }),
  ];
  return { curated, discovered };
}

async function modelAt(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  await writeFile(join(path, "model.safetensors"), weights);
  return path;
}

/** Files that have stood for long, so that their hashes are remembered when they have been read. */
async function lockedAt(path: string): Promise<string> {
  const long = new Date("2025-01-01");
  await utimes(join(await modelAt(path), "model.safetensors"), long, long);
  return path;
}

/** What processes that were ended, and time, leave in the folder of a registry. */
async function leaveBehind({ registry, root }: Places): Promise<void> {
  await writeFile(join(registry, "model_registry.lock"), "");
  await write(registry, "model_registry.commit.json", {});
  for (let day = 0; day < manyBackups; day += 1) {
    const stamp = `202501${String(1 + (day % 28)).padStart(2, "0")}-00000${Math.floor(day / 28)}`;
    const text = day === 0 ? "[{" : "[]\n";
    await writeFile(join(registry, `model_registry.discovered.${stamp}.bak.json`), text);
  }
  await fillTrash({ registry, root });
  const [from, to] = [join(root, "acme", "moved"), join(root, "acme", ".moved-away")];
  await writeFile(to, "moved");
  const journal = new MoveJournal(registry, { fs: diskFileSystem, command: "remove" });
  const { ino } = await stat(to, { bigint: true });
  await journal.intend([{ kind: "move", from, to, inode: String(ino) }]);
  await journal.leave();
}

async function fillTrash({ registry, root }: Omit<Places, "folder">): Promise<void> {
  const id = "20250101-000000-abcdef";
  const item = join(root, ".modeldeck-trash", id);
  await mkdir(item, { recursive: true });
  await writeFile(join(item, "0"), "bytes");
  const manifest = {
    format: 1,
    id,
    at: "2025-01-01T00:00:00.000Z",
    command: "remove",
    bytes: 5,
    entries: [],
  };
  const paths = [{ from: join(root, "acme", "old"), stored: "0", bytes: 5 }];
  await write(item, "manifest.json", { ...manifest, paths });
  // Not in the trash of the root, where it might hold whatever is missing there.
  const damaged = join(registry, ".modeldeck-trash", "20250102-000000-abcdef");
  await mkdir(damaged, { recursive: true });
  await writeFile(join(damaged, "0"), "bytes");
  await writeFile(join(damaged, "manifest.json"), '{"format');
}

const write = (folder: string, file: string, value: unknown) =>
  writeFile(join(folder, file), `${JSON.stringify(value, undefined, 2)}\n`);
