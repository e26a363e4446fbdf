import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyRemoval } from "#lib/registry/remove-entry.ts";
import { interruptedMoves } from "#lib/registry/settle-moves.ts";
import { isThere } from "#lib/registry/trash.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { entryNamed, listTrash } from "./registry-folder.ts";

const program = join(import.meta.dirname, "../../fixtures/moves-until-killed.mjs");
const atOnce = 4;
const callsMax = 120;

type Place = { dir: string; root: string };

/** Two models: a folder that is alone in its owner's, and a file by itself. */
export async function place(): Promise<Place> {
  const dir = await temporaryFolder();
  const root = join(dir, "weights");
  await mkdir(join(root, "owner", "a"), { recursive: true });
  await writeFile(join(root, "owner", "a", "w.gguf"), "aaa");
  await writeFile(join(root, "b.gguf"), "bb");
  await changeRegistry(dir, { command: "test" }, (draft) => {
    draft.addEntry(entryNamed("a", { download_path: join(root, "owner", "a") }));
    draft.addEntry(entryNamed("b", { download_path: join(root, "b.gguf") }));
  });
  return { dir, root };
}

const remove = ({ dir, root }: Place) =>
  applyRemoval(dir, { name: "a", more: ["b"], deleteFiles: true, purge: true }, { roots: [root] });

/** Which of the two are whole, file and entry alike; anything else than both or none is a fault. */
export async function standing({ dir, root }: Place): Promise<string[]> {
  const { entries } = await loadRegistry(dir);
  const files = [join(root, "owner", "a", "w.gguf"), join(root, "b.gguf")];
  const there = await Promise.all(files.map(isThere));
  const trash = (await listTrash({ dir, roots: [root] })).flatMap(({ entries: own }) => own);
  const lists = [
    entries.map(({ name }) => name).filter((name) => name !== "mark"),
    ["a", "b"].filter((_, index) => there[index]),
    ["a", "b"].filter((name) => !trash.some((each) => each.name === name)),
  ];
  expect(lists[1], "files as entries").toEqual(lists[0]);
  expect(lists[2], "trash as entries").toEqual(lists[0]);
  expect(await isThere(join(root, "owner"))).toBe(there[0]);
  return lists[0] ?? [];
}

export async function killedAt(count: number, command: string, prepared: Place, id = ""): Promise<boolean> {
  const child = spawn(process.execPath, [program, command, prepared.dir, prepared.root, id, String(count)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  const [code, signal] = await once(child, "close");
  expect(signal ?? code, said).toSatisfy((ending) => ending === 0 || ending === "SIGKILL");
  return signal === "SIGKILL";
}

/** A change that is killed at each of its steps in turn, and how it stands after the next change. */
export async function killEverywhere(command: "remove" | "restore" | "undo"): Promise<Set<string>> {
  const endings: string[] = [];
  const killAt = async (count: number): Promise<boolean> => {
    const prepared = await place();
    const id = command === "remove" ? undefined : (await remove(prepared)).trash;
    const isKilled = await killedAt(count, command, prepared, id);
    await changeRegistry(prepared.dir, { command: "test" }, (draft) => draft.addEntry(entryNamed("mark")));
    expect(await interruptedMoves(prepared.dir)).toEqual([]);
    endings.push((await standing(prepared)).join());
    return isKilled;
  };
  for (let count = 0; count < callsMax; count += atOnce) {
    const counts = Array.from({ length: atOnce }, (_, index) => count + index);
    if ((await Promise.all(counts.map(killAt))).includes(false)) return new Set(endings);
  }
  throw new Error(`${command} had not ended after ${callsMax} steps`);
}
