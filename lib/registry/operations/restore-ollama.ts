import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type BackupReading, findBackup, listBackups, readBackup } from "../backups.ts";
import { errorCodeOf } from "../file-system.ts";
import { readJsonText } from "../json-text.ts";
import type { Registry } from "../load-registry.ts";
import { mergeLayers } from "../merge-entries.ts";
import { isRecord, nameOf, type RawLayers } from "../raw-entry.ts";
import { splitLegacy } from "../split-legacy.ts";
import { fewWarnings } from "./few-warnings.ts";
import type { Finding, Operation } from "./maintain.ts";
import { servedKeyOf } from "./served-key.ts";

export type RestoreOllamaWanted = {
  /** A file, or the stamp of a backup; without it, the newest that holds any. */
  backup: string | undefined;
  includeDeprecated: boolean;
  onBackup?: (name: string) => void;
};

type Source = { name: string; layers: RawLayers };

/** Brings back the Ollama entries that a backup holds and the registry does not. */
export function restoreOllama(wanted: RestoreOllamaWanted): Operation {
  return async (registry) => {
    const warnings: string[] = [];
    for await (const { name, layers } of sourcesOf(registry.dir, wanted.backup, warnings)) {
      const findings = missingFrom({ name, layers }, registry, wanted.includeDeprecated);
      if (findings.length === 0) continue;
      wanted.onBackup?.(name);
      return { findings, state: name, warnings: fewWarnings(warnings) };
    }
    return { findings: [], warnings: fewWarnings(warnings) };
  };
}

async function* sourcesOf(dir: string, said: string | undefined, warnings: string[]): AsyncGenerator<Source> {
  if (said !== undefined) {
    const known = /[/\\]/.test(said) ? undefined : await findBackup(dir, said).catch(() => undefined);
    if (!known) yield readFileOf(said, await readSaid(said));
    else {
      const reading = await readBackup(dir, known);
      if (reading.damaged) throw unparsed(`${reading.damaged}.`);
      yield { name: known.stamp, layers: layersOf(reading) };
    }
    return;
  }
  const backups = await listBackups(dir);
  if (backups.length === 0) {
    throw new ConsoleError("not-found", "No backup files found", { hint: `There are none in ${dir}.` });
  }
  for (const backup of backups) {
    const reading = await readBackup(dir, backup);
    if (reading.damaged) warnings.push(`The backup ${backup.stamp} is passed over: ${reading.damaged}.`);
    else yield { name: backup.stamp, layers: layersOf(reading) };
  }
}

async function readSaid(path: string): Promise<Buffer> {
  try {
    return await readFile(resolve(path));
  } catch (error) {
    const isAbsent = errorCodeOf(error) === "ENOENT" || errorCodeOf(error) === "ENOTDIR";
    throw new ConsoleError("not-found", `Backup file not found: ${path}`, {
      hint: isAbsent ? "See them all with: modeldeck backups" : `It cannot be read (${errorCodeOf(error)}).`,
    });
  }
}

function readFileOf(path: string, bytes: Buffer): Source {
  const json = readJsonText(bytes);
  if (!json.ok) throw unparsed(json.why);
  if (!Array.isArray(json.value)) throw unparsed("it holds no list of entries");
  const isCurated = basename(path).includes(".curated.");
  const layers = isCurated
    ? { curated: json.value, discovered: [] }
    : { curated: [], discovered: json.value };
  return { name: path, layers };
}

const unparsed = (why: string) =>
  new ConsoleError("blocked", `Failed to parse backup: ${why}`, {
    hint: "Choose another: modeldeck backups",
  });

function layersOf({ contents }: BackupReading): RawLayers {
  const layers: RawLayers = { curated: [], discovered: [] };
  for (const { file, elements } of contents) {
    if (file === "snapshot") Object.assign(layers, splitLegacy(elements));
    else layers[file] = elements;
  }
  return layers;
}

/** A model that stands in the registry under another name is not missing. */
function missingFrom(
  { name: from, layers }: Source,
  { entries }: Registry,
  deprecatedToo: boolean,
): Finding[] {
  const names = new Set(entries.map(({ name }) => name));
  const ids = new Set(
    entries.filter(({ backend }) => backend === "ollama").map(({ raw }) => servedKeyOf(raw)),
  );
  const found = new Map(layers.discovered.map((element) => [nameOf(element), element]));
  return mergeLayers(layers).flatMap(({ name, raw, layer }): Finding[] => {
    if (raw.backend !== "ollama" || names.has(name)) return [];
    if (raw.deprecated === true && !deprecatedToo) return [];
    const id = servedKeyOf(raw);
    if (id !== undefined && ids.has(id)) return [];
    if (id !== undefined) ids.add(id);
    const below = layer === "curated" ? found.get(name) : undefined;
    const own = layer === "curated" ? layers.curated.findLast((element) => nameOf(element) === name) : raw;
    if (!isRecord(own)) return [];
    const why = `as in the backup ${from}`;
    return [{ deed: "add", name, why, layer, entry: own, ...(isRecord(below) && { below }) }];
  });
}
