import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseBackupName } from "../backup-name.ts";
import { listBackupNames } from "../backups.ts";
import type { ChangeRecord } from "../change-record.ts";
import { isSameBytes } from "../file-bytes.ts";
import { hashAt } from "../file-hashes.ts";
import { isAlike } from "../is-alike.ts";
import { readJsonText } from "../json-text.ts";
import { readKeptSnapshot } from "../kept-snapshot.ts";
import type { Registry } from "../load-registry.ts";
import { nameOf, type RawLayers } from "../raw-entry.ts";
import { toElements } from "../read-layer.ts";
import { layerFile, layerNames, snapshotFile } from "../registry-files.ts";
import { RegistryText } from "../registry-text.ts";
import { sortedByName } from "../to-registry-files.ts";
import { isThere } from "../trash.ts";

/** `layers`: what the files tell, with the letters in which they do. */
export type ExactFiles = { files: Map<string, Buffer>; absent: string[]; layers: RawLayers };

/**
 * The files as they were before a change, letter for letter, where nobody has written them since. What the change
 * did not write is left alone, whoever has written that. `layers` is what they are to tell.
 */
export async function exactFilesOf(
  dir: string,
  record: ChangeRecord,
  { isLegacy, layers }: Pick<Registry, "isLegacy" | "layers">,
): Promise<ExactFiles> {
  const nothing = { files: new Map<string, Buffer>(), absent: [], layers };
  const gone = record.gone.filter((name) => name !== snapshotFile);
  if (isLegacy && gone.length === 0) return nothing;
  const backedUp = record.backup === undefined ? undefined : await readBackedUp(dir, record.backup);
  const files = new Map<string, Buffer>();
  const told: RawLayers = { ...layers };
  const isTold = (name: string, bytes: Buffer): boolean => {
    const layer = layerNames.find((each) => layerFile(each) === name);
    const elements = layer && elementsTold(bytes, layers[layer]);
    if (elements) told[layer] = elements;
    return elements !== undefined;
  };
  for (const { name, sha256 } of record.files.filter(({ name }) => name !== snapshotFile)) {
    if ((await hashAt(join(dir, name))) !== sha256) return nothing;
    // Without its copy a layer is put together of the letters of its entries, which the record has.
    const bytes = backedUp?.get(name);
    const isSound = bytes && (record.broken.includes(name) || isTold(name, bytes));
    if (isSound) files.set(name, bytes);
    else if (record.entries.length === 0 && !record.absent.includes(name)) return nothing;
  }
  for (const name of gone) {
    if (await isThere(join(dir, name))) return nothing;
    const bytes = backedUp?.get(name);
    if (bytes && isTold(name, bytes)) files.set(name, bytes);
    else if (record.entries.length === 0) return nothing;
  }
  // A snapshot that says what it said after the change shows that the layers do so too, whatever was done and undone since.
  const said = [...record.files, ...record.beside].find(({ name }) => name === snapshotFile)?.sha256;
  if ((await hashAt(join(dir, snapshotFile))) !== said)
    return isLegacy ? nothing : { files, absent: [], layers: told };
  for (const { name, sha256 } of record.beside) {
    if ((await hashAt(join(dir, name))) !== sha256) return { files, absent: [], layers: told };
  }
  const snapshot = await readKeptSnapshot(dir, record.id);
  if (isAlone(record.absent) && !isList(snapshot)) return { files, absent: [], layers: told };
  if (snapshot) files.set(snapshotFile, snapshot);
  return { files, absent: record.absent, layers: told };
}

/**
 * A backup may be damaged since. It is believed where it tells of each entry what the record does, which knows no others;
 * where they stand among those without a name only the backup knows.
 */
function elementsTold(bytes: Buffer, elements: unknown[]): unknown[] | undefined {
  // Mostly the letters are those that would be written anyway, and need not be understood.
  if (isSameBytes(bytes, new RegistryText().toPieces(elements))) return elements;
  const json = readJsonText(bytes);
  const told = json.ok ? toElements(json.value).elements : undefined;
  return told && isAlike(namedIn(told), namedIn(elements)) ? told : undefined;
}

const namedIn = (elements: readonly unknown[]) =>
  sortedByName(elements.filter((element) => nameOf(element) !== undefined));

/** Whether the snapshot is all that will be left, and so the registry. */
const isAlone = (absent: readonly string[]) =>
  layerNames.every((layer) => absent.includes(layerFile(layer))) && !absent.includes(snapshotFile);

/** A copy that was torn, or taken away, is nothing to take the layers away for. */
function isList(bytes: Buffer | undefined): boolean {
  const json = bytes && readJsonText(bytes);
  return json?.ok === true && toElements(json.value).elements !== undefined;
}

/** What a backup holds, by the file that it is a copy of. A copy of the single file of earlier times is none of a layer. */
async function readBackedUp(dir: string, stamp: string): Promise<Map<string, Buffer> | undefined> {
  const found = new Map<string, Buffer>();
  for (const name of (await listBackupNames(dir)).get(stamp) ?? []) {
    const file = parseBackupName(name)?.file;
    if (file === undefined || file === "snapshot") return undefined;
    const bytes = await readFile(join(dir, name)).catch(() => undefined);
    if (bytes === undefined) return undefined;
    found.set(layerFile(file), bytes);
  }
  return found.size === 0 ? undefined : found;
}
