import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { sep } from "node:path";
import { fileKindOf, isWeightName, shardOf } from "./file-kind.ts";
import type { TakeWhole } from "./look-ahead.ts";
import { codeOf, type ModelFile } from "./model-files.ts";
import { isSetApart, partialFolderName } from "./partial-folder.ts";
import { quantizationNameOf } from "./quantization-names.ts";
import { type ScanCandidate, type ScanFinding, toCandidate, toScanIssue } from "./scan-findings.ts";

type Folder = { path: string; depth: number; within: ScanCandidate | undefined };
/** What the walk asks of an entry of a folder. */
type Listed = Pick<Dirent, "name" | "isDirectory" | "isFile" | "isSymbolicLink"> & { bytes?: number };

type Options = {
  depthMax: number;
  seen: Set<string>;
  isPassedOver: (path: string) => boolean;
  /** The files of a folder that was looked at just now and holds no folder, no link and no file with two names. */
  filesOf: (path: string) => readonly ModelFile[] | undefined;
  takeWhole: TakeWhole;
};

const modelMarks: ReadonlySet<string> = new Set(["config.json", "model_index.json", "params.json"]);
/** Other programs' folders and version control hold no model of their own. */
const passedOver = /^(?:\.git|\.cache|\.trash|\.locks|node_modules|__pycache__)$/;

/** The walk through one base, a folder a step, depth first, so that a candidate is whole before the next begins. */
export class ScanWalk {
  readonly #root: string;
  readonly #options: Options;
  readonly #folders: Folder[];
  #open: ScanCandidate | undefined;
  /** Something of the open candidate is not complete. */
  #isBegun = false;
  #found: ScanFinding[] = [];

  constructor(root: string, options: Options) {
    this.#root = root;
    this.#options = options;
    this.#folders = [{ path: root, depth: 0, within: undefined }];
  }

  /** Looks at the next folder; false when there is none. */
  step(): boolean {
    const folder = this.#folders.pop();
    if (folder === undefined || folder.within !== this.#open) this.#close();
    if (folder === undefined) return false;
    const entries = this.#entriesOf(folder);
    if (entries !== undefined) this.#look(folder, entries);
    return true;
  }

  /** What has been found since the last time. */
  take(): ScanFinding[] {
    const found = this.#found;
    if (found.length > 0) this.#found = [];
    return found;
  }

  #entriesOf({ path }: Folder): readonly Listed[] | undefined {
    const files = this.#options.filesOf(path);
    if (files) return files.map(toListed);
    try {
      return readdirSync(path, { withFileTypes: true });
    } catch (error) {
      this.#found.push(toScanIssue(path, codeOf(error)));
      return undefined;
    }
  }

  #look(folder: Folder, entries: readonly Listed[]): void {
    const candidate = folder.within ?? this.#candidateFor(folder, entries);
    this.#open = candidate;
    const loose: string[] = [];
    for (const entry of entries) {
      if (entry.isDirectory()) {
        const path = `${folder.path}${sep}${entry.name}`;
        this.#enter({ path, depth: folder.depth + 1, within: candidate }, entry.name);
      } else if (candidate !== undefined) this.#count(candidate, entry, folder.path);
      else if (isWeightName(entry.name)) loose.push(entry.name);
    }
    if (loose.length > 0) this.#addLoose(folder, entries, loose);
  }

  #enter(folder: Folder, name: string): void {
    if (folder.within !== undefined && name === partialFolderName) this.#isBegun = true;
    if (isSetApart(name) || passedOver.test(name) || this.#options.isPassedOver(folder.path)) return;
    if (folder.depth > this.#options.depthMax) this.#found.push(toScanIssue(folder.path, "too-deep"));
    else if (!this.#isWhole(folder)) this.#folders.push(folder);
  }

  #isWhole({ path, depth, within }: Folder): boolean {
    const read = within === undefined ? this.#options.takeWhole(path) : undefined;
    if (read) this.#found.push({ kind: "whole", path, depth, read });
    return read !== undefined;
  }

  /** A folder is a model if weights or a model's marks lie in it, or in folders named after quantisations. */
  #candidateFor({ path, depth }: Folder, entries: readonly Listed[]): ScanCandidate | undefined {
    if (depth === 0 && !entries.some(({ name }) => modelMarks.has(name))) return undefined;
    const isModel =
      entries.some((entry) => !entry.isDirectory() && isOfModel(entry.name)) || holdsQuantizations(entries);
    const isRepo = depth === 2 && entries.some((entry) => entry.isFile() && !entry.name.startsWith("."));
    if (!isModel && !isRepo) return undefined;
    return toCandidate(path, depth, false);
  }

  #count(candidate: ScanCandidate, entry: Listed, folder: string): void {
    if (entry.isFile()) candidate.files += 1;
    if (modelMarks.has(entry.name)) candidate.marked = true;
    if (!isWeightName(entry.name)) return;
    const bytes = this.#bytesOf(entry, folder);
    if (bytes === undefined) return;
    if (!entry.isFile()) candidate.files += 1;
    const below = folder === candidate.path ? "" : `${folder.slice(candidate.path.length + 1)}${sep}`;
    candidate.weightFiles.push(`${below}${entry.name}`);
    candidate.weightBytes += bytes;
  }

  /** Bytes that no other name has counted; undefined for what is not a file of this base. */
  #bytesOf(entry: Listed, folder: string): number | undefined {
    if (entry.bytes !== undefined) return entry.bytes;
    const path = `${folder}${sep}${entry.name}`;
    try {
      if (entry.isSymbolicLink()) {
        if (!`${realpathSync(path)}${sep}`.startsWith(`${this.#root}${sep}`))
          return this.#refuse(path, "link-leaves-base");
        if (!statSync(path).isFile()) return undefined;
      } else if (!entry.isFile()) return this.#refuse(path, "not-a-file");
      const found = entry.isSymbolicLink() ? statSync(path) : lstatSync(path);
      const key = `${found.dev}:${found.ino}`;
      if (this.#options.seen.has(key)) return 0;
      this.#options.seen.add(key);
      return found.size;
    } catch (error) {
      return this.#refuse(path, codeOf(error));
    }
  }

  #refuse(path: string, code: string): undefined {
    this.#found.push(toScanIssue(path, code));
  }

  /** Weights that lie about where there is no model's folder: each is a model, the shards of one together. */
  #addLoose({ path, depth }: Folder, entries: readonly Listed[], names: readonly string[]): void {
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    for (const [, group] of Map.groupBy(names.toSorted(), (name) => shardOf(name)?.stem ?? name)) {
      const [first] = group;
      if (first === undefined || fileKindOf(first) === "pickle") continue;
      const candidate = toCandidate(`${path}${sep}${first}`, depth, true);
      for (const name of group) {
        const entry = byName.get(name);
        const bytes = entry === undefined ? undefined : this.#bytesOf(entry, path);
        if (bytes === undefined) continue;
        candidate.files += 1;
        candidate.weightFiles.push(name);
        candidate.weightBytes += bytes;
      }
      if (candidate.files > 0) this.#found.push(candidate);
    }
  }

  #close(): void {
    const candidate = this.#open;
    // A configuration beside what is still being fetched is no model yet.
    const isModel = (candidate?.marked && !this.#isBegun) || (candidate?.weightFiles.length ?? 0) > 0;
    if (candidate && isModel) this.#found.push(candidate);
    this.#open = undefined;
    this.#isBegun = false;
  }
}

const isOfModel = (name: string) => isWeightName(name) || modelMarks.has(name);

/** Folders named after quantisations are parts of one model; beside a folder with a name of its own they are models. */
function holdsQuantizations(entries: readonly Listed[]): boolean {
  const visible = entries.filter(({ name }) => !name.startsWith(".") && !passedOver.test(name));
  const folders = visible.filter((entry) => entry.isDirectory());
  const named = folders.filter(({ name }) => quantizationNameOf(name) !== undefined);
  return named.length > 0 && (named.length === folders.length || visible.length > folders.length);
}

const [yes, no] = [() => true, () => false];

function toListed({ path, bytes }: ModelFile): Listed {
  return { name: path, bytes, isDirectory: no, isFile: yes, isSymbolicLink: no };
}
