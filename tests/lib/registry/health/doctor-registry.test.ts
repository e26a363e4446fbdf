import { mkdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import type { HealthFinding } from "#lib/registry/health/health-finding.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { doctorRegistry, type Examining } from "#lib/registry/operations/doctor-registry.ts";
import { planRemoval } from "#lib/registry/remove-entry.ts";
import { hashFiles } from "#lib/weights/hash-files.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";

type Layers = Parameters<typeof registryFolder>[0];
const clean = { capabilities: { text: true }, metadata: { registry_layer: "curated" } };

async function examine(layers: Layers, examining: Partial<Examining> = {}) {
  const dir = await registryFolder(layers);
  return { dir, findings: await doctorRegistry(await loadRegistry(dir), { roots: [], ...examining }) };
}

const namesOf = (findings: readonly HealthFinding[], check: string) =>
  findings.filter((finding) => finding.check === check).flatMap(({ items }) => items.map(({ name }) => name));

test("nothing is wrong with a sound registry, nor with none at all", async () => {
  const root = await temporaryFolder();
  const path = await modelAt(root, "o/r");
  const sound = entryNamed("a", { ...clean, download_path: path, download_files: ["model.safetensors"] });
  expect((await examine({ curated: [sound], snapshot: [sound] }, { roots: [root] })).findings).toEqual([]);
  expect((await examine({})).findings).toEqual([]);
});

describe("what stands in the files", () => {
  const cases: [string, Layers, HealthFinding["severity"], string[]][] = [
    [
      "malformed-element",
      { discovered: ["text", { backend: "x" }] },
      "error",
      ["element 1 of model_registry.discovered.json", "element 2 of model_registry.discovered.json"],
    ],
    [
      "malformed-entry",
      { discovered: [entryNamed("a", { roles: "chat" }), entryNamed("b")] },
      "error",
      ["a"],
    ],
    ["duplicate-name", { discovered: [entryNamed("a"), entryNamed("a")] }, "error", ["a"]],
    [
      "layers-differ",
      { curated: [entryNamed("a", { roles: ["x"] })], discovered: [entryNamed("a", { roles: [] })] },
      "note",
      ["a"],
    ],
    ["unmarked-curated", { curated: [entryNamed("a"), entryNamed("b", clean)] }, "note", ["a"]],
    [
      "case-twins",
      { discovered: [entryNamed("Ä"), entryNamed("ä"), entryNamed("b")] },
      "warning",
      ["Ä", "ä"],
    ],
    [
      "no-backend",
      { discovered: [{ name: "a" }, { name: "b", backend: 7 }, entryNamed("c")] },
      "error",
      ["a", "b"],
    ],
    ["unassigned-backend", { discovered: [{ name: "a", backend: "unassigned" }] }, "note", ["a"]],
    ["served-as-none", { discovered: [entryNamed("a", { served_model_id: "None" })] }, "note", ["a"]],
    [
      "unknown-capability",
      { discovered: [entryNamed("a", { capabilities: { text: true, telepathy: true } })] },
      "note",
      ["a"],
    ],
    [
      "unclear-capability",
      { discovered: [entryNamed("a", { capabilities: { text: "yes", vision: null } }), entryNamed("b")] },
      "warning",
      ["a"],
    ],
    [
      "deprecated-placeholder",
      { discovered: [entryNamed("model-ollama-gguf-1", { deprecated: true })] },
      "note",
      ["model-ollama-gguf-1"],
    ],
    ["relative-path", { discovered: [entryNamed("a", { download_path: "models/a" })] }, "error", ["a"]],
    [
      "ollama-spelling",
      {
        discovered: [
          entryNamed("a", { download_path: "ollama:/a" }),
          entryNamed("b", { download_path: "ollama://b" }),
        ],
      },
      "note",
      ["a"],
    ],
    [
      "shared-path",
      {
        discovered: [
          entryNamed("a", { download_path: "/m/a" }),
          entryNamed("b", { download_path: "/m/x/../a/" }),
        ],
      },
      "warning",
      ["a", "b"],
    ],
    [
      "snapshot-ghost",
      { discovered: [entryNamed("a")], snapshot: [entryNamed("a"), entryNamed("gone")] },
      "warning",
      ["gone"],
    ],
    [
      "stale-snapshot",
      { discovered: [entryNamed("a", { family: "new" })], snapshot: [entryNamed("a")] },
      "note",
      ["a"],
    ],
  ];

  test.each(cases)("%s is told with the names it is about", async (check, layers, severity, names) => {
    const { findings } = await examine(layers, { quick: true });
    const found = findings.filter((finding) => finding.check === check);
    expect(found).toHaveLength(1);
    expect(found[0]?.severity).toBe(severity);
    expect(namesOf(findings, check)).toEqual(names);
  });

  test.runIf(process.platform !== "win32")("a path of Windows is a name on other systems", async () => {
    const paths = ["D:\\models\\a", "d:/models/b", "\\\\nas\\share\\c", "//nas/share/d"];
    const discovered = paths.map((path, index) => entryNamed(`e${index}`, { download_path: path }));
    const { findings } = await examine({ discovered });
    expect(namesOf(findings, "foreign-path")).toEqual(["e0", "e1", "e2", "e3"]);
    expect(findings.map(({ check }) => check)).not.toContain("missing-path");
  });

  test("what cannot be read is the first thing told", async () => {
    const dir = await registryFolder({ curated: [entryNamed("a", clean)] });
    await writeFile(join(dir, "model_registry.discovered.json"), "[{");
    const findings = await doctorRegistry(await loadRegistry(dir), { roots: [] });
    expect(findings[0]).toMatchObject({
      check: "unreadable-file",
      items: [{ name: "model_registry.discovered.json" }],
    });
  });
});

test("of a registry that a newer program wrote it is told what to update, and nothing that would write over it", async () => {
  const dir = await registryFolder({ curated: [entryNamed("a", clean)] });
  await changeRegistry(dir, { command: "test" }, (draft) => draft.addEntry(entryNamed("b", clean)));
  for (const newer of ['{"schema":2,"entries":[]}', '[{"schema":2}]']) {
    await writeFile(join(dir, "model_registry.discovered.json"), newer);
    const findings = await doctorRegistry(await loadRegistry(dir), { roots: [] });
    expect(findings[0]).toMatchObject({
      check: "unreadable-file",
      says: expect.stringContaining("Update Modeldeck"),
    });
    expect(findings[0]?.mend).toBeUndefined();
    // Whoever deletes the mark has an older program write what it does not understand.
    expect(findings.map(({ check }) => check)).not.toContain("malformed-element");
  }
});

describe("what lies on the disk", () => {
  test("a model whose files are gone is named, and the role that it wins", async () => {
    const root = await temporaryFolder();
    await modelAt(root, "o/there");
    const gone = entryNamed("gone", {
      download_path: join(root, "o/gone"),
      roles: ["chat"],
      role_priority: { chat: 9 },
    });
    const other = entryNamed("other", { download_path: join(root, "o/there"), roles: ["chat"] });
    const { findings } = await examine({ discovered: [gone, other] }, { roots: [root] });
    expect(findings.find(({ check }) => check === "missing-path")).toMatchObject({
      items: [{ name: "gone" }],
      mend: { command: "verify", input: { fixMissing: true } },
    });
    expect(findings.find(({ check }) => check === "role-won-by-missing")).toMatchObject({
      items: [{ name: "gone", detail: "chat" }],
      mend: { command: "set-roles", input: { name: "gone", drop: ["chat"] } },
    });
  });

  test("a disk that is away is one finding, however many models lie on it", async () => {
    const folder = await temporaryFolder();
    const empty = join(folder, "empty");
    await mkdir(empty);
    const places = [join(folder, "away"), empty, join(folder, "elsewhere")];
    const discovered = places.flatMap((place, at) =>
      Array.from({ length: 300 }, (_, index) =>
        entryNamed(`${at}-${index}`, {
          download_path: join(place, "o", `r${index}`),
          roles: index === 0 ? [`role-${at}`] : [],
        }),
      ),
    );
    const roots = places.slice(0, 2);
    const { dir, findings } = await examine({ discovered }, { roots });
    const disks = findings.filter(({ check }) => check === "missing-disk");
    expect(disks.map(({ title }) => title.split(" ")[0])).toEqual(places);
    expect(disks.map(({ items }) => items.length)).toEqual([300, 300, 300]);
    expect(namesOf(findings, "missing-path")).toEqual([]);
    expect(namesOf(findings, "role-won-by-missing")).toEqual([]);
    expect(namesOf(findings, "role-won-by-away")).toEqual(["0-0", "1-0", "2-0"]);
    const more = ["1-0", "2-0"];
    const removal = await planRemoval(dir, { name: "0-0", more, deleteFiles: true }, { roots });
    expect(removal.blocked.map(({ item }) => item)).toEqual(["0-0", ...more]);
  });

  test("models outside every root and models that no entry names are told", async () => {
    const root = await temporaryFolder();
    const elsewhere = await modelAt(await temporaryFolder(), "o/out");
    const unnamed = await modelAt(root, "o/unnamed");
    const named = await modelAt(root, "o/named");
    const link = join(await temporaryFolder(), "link");
    await symlink(root, link);
    const discovered = [
      entryNamed("out", { download_path: elsewhere }),
      entryNamed("in", { download_path: join(link, "o/named/model.safetensors") }),
    ];
    const { findings } = await examine({ discovered }, { roots: [link] });
    expect(namesOf(findings, "outside-roots")).toEqual(["out"]);
    expect(namesOf(findings, "unnamed-model")).toEqual([unnamed]);
    expect(named).not.toBe(unnamed);
  });

  test("a locked model whose bytes are known to have changed is an error, and nothing is read for it", async () => {
    const root = await temporaryFolder();
    const path = await modelAt(root, "o/r");
    const cache = new Map<string, string>();
    await hashFiles([join(path, "model.safetensors")], { cache });
    for (const key of cache.keys()) cache.set(key, "b".repeat(64));
    const locked = entryNamed("a", {
      download_path: path,
      version_lock: { locked: true },
      artifacts: { aggregate_sha256: "", files: [{ path: "model.safetensors", sha256: "a".repeat(64) }] },
    });
    const remembered = (key: string) => cache.get(key) ?? "b".repeat(64);
    const { findings } = await examine({ discovered: [locked] }, { roots: [root], remembered });
    expect(namesOf(findings, "locked-changed")).toEqual(["a"]);
    const { findings: unknown } = await examine({ discovered: [locked] }, { roots: [root] });
    expect(namesOf(unknown, "locked-changed")).toEqual([]);
  });

  test("a pipe in a model's place is told and holds nobody up", async () => {
    const root = await temporaryFolder();
    const path = join(root, "o");
    await mkdir(path);
    await symlink("/dev/null", join(path, "pipe"));
    const { findings } = await examine(
      { discovered: [entryNamed("a", { download_path: join(path, "pipe") })] },
      { roots: [root] },
    );
    expect(namesOf(findings, "odd-path")).toEqual(["a"]);
  });

  test("leftovers are told: a stale lock, an unfinished save, damaged backups and old trash", async () => {
    const dir = await registryFolder({ discovered: [entryNamed("a")] });
    await writeFile(join(dir, "model_registry.lock"), "");
    await writeFile(join(dir, "model_registry.commit.json"), "{}");
    const backup = join(dir, "model_registry.discovered.20260101-000000.bak.json");
    await writeFile(backup, '[{"name":"a","backend":"x"}]');
    await truncate(backup, 9);
    const item = join(dir, ".modeldeck-trash", "20260101-000000-abcdef");
    await mkdir(item, { recursive: true });
    const trashed = {
      format: 1,
      id: "20260101-000000-abcdef",
      at: "2026-01-01T00:00:00.000Z",
      command: "remove",
      paths: [],
      bytes: 5,
      entries: [],
    };
    await writeFile(join(item, "manifest.json"), JSON.stringify(trashed));
    const findings = await doctorRegistry(await loadRegistry(dir), {
      roots: [],
      now: new Date("2026-03-01"),
    });
    expect(namesOf(findings, "stale-lock")).toEqual(["model_registry.lock"]);
    expect(namesOf(findings, "unfinished-save")).toEqual(["model_registry.commit.json"]);
    expect(findings.find(({ check }) => check === "damaged-backup")).toMatchObject({
      mend: { command: "prune-backups", input: { backup: ["20260101-000000"] } },
    });
    expect(namesOf(findings, "old-trash")).toEqual([trashed.id]);
    await rm(item, { recursive: true });
  });
});

async function modelAt(root: string, place: string): Promise<string> {
  const folder = join(root, place);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "model.safetensors"), makeSafetensors([["a", "BF16", [4, 4]]]));
  return folder;
}
