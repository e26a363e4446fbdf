import { join } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import type { DetectedModel } from "#lib/weights/detected-model.ts";
import { sightOf } from "#lib/weights/model-sight.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import { type FoundModel, toFoundModels } from "./found-model.ts";
import type { FileSource } from "./import-file-source.ts";
import type { Findings, Operation } from "./maintain.ts";
import { type ScanWanted, scanRegistry } from "./scan-registry.ts";

export type ImportWay = "copy" | "move" | "hard-link" | "symbolic-link" | "reference";

export type FileImport = {
  source: FileSource;
  model: DetectedModel;
  how: ImportWay;
  /** The folder that the model is to lie in; the source itself where it is only referred to. */
  target: string;
  /** Owner and name, where the one who imports says them. */
  repo: { owner: string | undefined; name: string };
  /** Whether a move has to be a copy, because another disk is in between. */
  isFar: boolean;
  blocked: Plan["blocked"];
};

const filesShownMax = 500;

/** One model from somewhere else: its files where they are wanted, and an entry for them. */
export function importFile(wanted: FileImport, assigned: Omit<ScanWanted, "keyOf">): Operation {
  const { source, how, target, blocked } = wanted;
  const models = modelsOf(wanted);
  const scanned = scanRegistry(
    { models, issues: [] },
    { ...assigned, ...(how === "move" && { keyOf: movedKey(source.path, target), learn: learnPlace }) },
  );
  return async (registry): Promise<Findings> => {
    const findings = await scanned(registry);
    return {
      ...findings,
      state: JSON.stringify([findings.state, how, source.files.map(({ path, stamp }) => [path, stamp])]),
      warnings: [...source.warnings, ...(findings.warnings ?? [])],
      blocked,
      files: how === "reference" ? [] : filesOf(wanted),
      ...(how !== "reference" && { summary: summaryOf(wanted) }),
    };
  };
}

/** What was known where it lay is known where it comes to lie. */
const movedKey = (from: string, to: string) => (path: string) =>
  path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : path;

const learnPlace = ({ path }: FoundModel, { backend_config: config }: RawEntry): RawEntry =>
  isRecord(config) ? { backend_config: { ...config, model_path: path } } : {};

/** As a scan would find them when they are there. */
function modelsOf({ source, model, how, target, repo }: FileImport): FoundModel[] {
  const loose = how === "reference" && !source.isFolder;
  const path = how === "reference" ? source.path : target;
  const weights = model.files.filter(({ kind }) => kind === "weights" || kind === "pickle");
  return toFoundModels(
    {
      ...{ kind: "candidate", marked: false, owner: repo.owner, repo: repo.name, loose, path },
      files: source.files.length,
      weightFiles: weights.map((file) => file.path),
      weightBytes: weights.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    sightOf({ ...model, root: loose ? source.base : path }),
  );
}

function filesOf({ source, how, target, isFar }: FileImport): Plan["files"] {
  const isLink = how === "hard-link" || how === "symbolic-link";
  const why = `${waysDone[how]} ${source.path}`;
  const shown = source.files.slice(0, filesShownMax);
  const rest = source.files.slice(filesShownMax);
  const size = (bytes: number) => (isLink ? 0 : bytes);
  const writes: Plan["files"] = shown.map(({ path, bytes }) => ({
    ...{ path: join(target, path), deed: "write", bytes: size(bytes), why },
  }));
  if (rest.length > 0) {
    const bytes = size(rest.reduce((sum, file) => sum + file.bytes, 0));
    writes.push({ path: target, deed: "write", bytes, why: `and ${rest.length} more files` });
  }
  if (how !== "move" || !isFar) return writes;
  return [
    ...writes,
    { path: source.path, deed: "trash", bytes: source.bytes, why: "once its copy is verified" },
  ];
}

const waysDone: Readonly<Record<ImportWay, string>> = {
  copy: "copied from",
  move: "moved from",
  "hard-link": "a second name of",
  "symbolic-link": "a link to",
  reference: "",
};

const wayVerbs: Readonly<Record<ImportWay, string>> = {
  copy: "copy",
  move: "move",
  "hard-link": "link",
  "symbolic-link": "link",
  reference: "refer to",
};

function summaryOf({ source, how, target, blocked }: FileImport): string {
  if (blocked.length > 0) return "Nothing can be done.";
  const what = `${toCountWords(source.files.length, "file")} (${toByteWords(source.bytes)})`;
  return `${what} to ${wayVerbs[how]} to ${target}.`;
}
