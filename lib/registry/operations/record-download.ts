import { resolve } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { changeRegistry, rehearseChange } from "../change-registry.ts";
import type { Entry } from "../entry.ts";
import { localPathOf } from "../entry-place.ts";
import { isInstalled } from "../is-installed.ts";
import { isKeptByOllama } from "../kept-by-ollama.ts";
import type { Registry } from "../load-registry.ts";
import { planOf } from "../plan-of.ts";
import { isRecord } from "../raw-entry.ts";
import type { RegistryDraft } from "../registry-draft.ts";
import { isTestName } from "../test-name.ts";
import {
  assignedOf,
  type Downloaded,
  downloadedEntryOf,
  downloadedFieldsOf,
  isOfDownload,
} from "./downloaded-model.ts";
import { downloadFieldsOf } from "./found-entry.ts";
import type { FoundModel } from "./found-model.ts";
import { displayNameOf, familyOf, freeName, nameOfDisplay, withSuffix } from "./simple-name.ts";

export type Recording = {
  downloaded: Downloaded;
  /** Every model in the folder of the download, this one and those beside it. */
  models: readonly FoundModel[];
  /** What the plan tells besides. */
  files: Plan["files"];
  warnings: string[];
  blocked?: Plan["blocked"];
  /** What the plan was made from besides the registry. */
  state: string;
};

export type Recorded = { plan: Plan; names: string[] };

const command = "download";

/** What the registry would learn from a download. */
export async function planRecord(dir: string, recording: Recording): Promise<Recorded> {
  const { result } = await rehearseChange(dir, (draft, registry) => prepare(draft, registry, recording));
  return result;
}

/** Enters what was downloaded, with a backup and a way back. */
export async function recordDownload(dir: string, recording: Recording) {
  const { result, backup, change } = await changeRegistry(dir, { command }, async (draft, registry) => {
    const prepared = await prepare(draft, registry, recording);
    const now = new Date().toISOString();
    for (const { name, before } of draft.touched) {
      draft.setFields(name, { ...(before?.downloaded_at ? {} : { downloaded_at: now }), last_accessed: now });
    }
    return prepared;
  });
  return { ...result, backup, change };
}

async function prepare(draft: RegistryDraft, registry: Registry, recording: Recording): Promise<Recorded> {
  const { downloaded, models, files, warnings, blocked = [], state } = recording;
  const names: string[] = [];
  const obstacles: Plan["blocked"] = [];
  for (const model of models) {
    const known = await entryOf(registry.entries, model, downloaded);
    if (!isOfDownload(downloaded, model)) {
      if (known) setApart(draft, known, model, downloaded);
      continue;
    }
    if (known === undefined) names.push(add(draft, model, downloaded));
    else names.push(known.name);
    if (known?.versionLock.locked) obstacles.push(...lockObstacle(known, files));
    else if (known) refresh(draft, known, model, downloaded);
  }
  const plan = planOf({
    ...{ command, draft, files, warnings },
    state: JSON.stringify([registry.signature, state]),
    blocked: [...blocked, ...obstacles],
    ...summaryOf(files),
  });
  return { plan, names };
}

/** A locked entry stays as it is; that is in the way only of a download that would change its files. */
const lockObstacle = ({ name }: Entry, files: Plan["files"]): Plan["blocked"] =>
  files.some(({ deed }) => deed === "write")
    ? [
        {
          what: name,
          why: "it is locked to the files it has",
          hint: `Unlock it with: modeldeck unlock ${name}`,
        },
      ]
    : [];

function summaryOf(files: Plan["files"]): { summary?: string } {
  const written = files.filter(({ deed }) => deed === "write");
  const bytes = written.reduce((sum, file) => sum + file.bytes, 0);
  if (written.length === 0) return {};
  return { summary: `${toCountWords(written.length, "file")} to download, ${toByteWords(bytes)}.` };
}

/** A path that is not whole is a name, and a place only for whoever happens to work in the right folder. */
function placeOf(entry: Entry): string | undefined {
  const path = localPathOf(entry);
  return path === undefined ? undefined : resolve(path);
}

/** The entry of a model: by where it lies; else the same model of the same repository that has lost its files. */
async function entryOf(
  entries: readonly Entry[],
  model: FoundModel,
  { folder, repo, revision }: Downloaded,
): Promise<Entry | undefined> {
  const at = (path: string) => entries.filter((entry) => placeOf(entry) === path);
  const [there] = at(model.path);
  if (there) return there;
  const alike = (entry: Entry) =>
    (entry.quantization ?? model.quantization) === model.quantization &&
    (entry.format ?? model.format) === model.format;
  const inFolder = at(folder).find(alike);
  if (inFolder) return inFolder;
  const ofRepo = entries.filter(
    (entry) => entry.huggingfaceId?.toLowerCase() === repo.toLowerCase() && alike(entry),
  );
  for (const entry of ofRepo) {
    if (isKeptByOllama(entry)) continue;
    if (isOlderSnapshot(entry, { folder, revision }) || !(await isInstalled(entry))) return entry;
  }
  return undefined;
}

/** In the cache of Hugging Face each commit has a folder of its own; the newer one is the same model, further on. */
function isOlderSnapshot(
  { path, metadata }: Entry,
  { folder, revision }: Pick<Downloaded, "folder" | "revision">,
): boolean {
  const [repository, commit] = folder.split("/snapshots/");
  const isInCache = commit !== undefined && path?.startsWith(`${repository}/snapshots/`) === true;
  return isInCache && metadata.branch === revision;
}

function refresh(draft: RegistryDraft, known: Entry, model: FoundModel, downloaded: Downloaded): void {
  const raw = draft.get(known.name) ?? {};
  draft.setFields(known.name, downloadedFieldsOf(downloaded, model, raw), {
    why: `downloaded from ${downloaded.repo}`,
  });
}

/** A model that had the folder to itself and now shares it is found by its own file from now on. */
function setApart(draft: RegistryDraft, known: Entry, model: FoundModel, downloaded: Downloaded): void {
  if (known.path === undefined || placeOf(known) === model.path || known.versionLock.locked) return;
  const assigned = { ...assignedOf(downloaded, model), location: known.location ?? downloaded.location };
  const raw = draft.get(known.name) ?? {};
  const config = isRecord(raw.backend_config) ? raw.backend_config : {};
  draft.setFields(
    known.name,
    {
      ...downloadFieldsOf(model, assigned),
      ...(config.model_path === known.path && { backend_config: { ...config, model_path: model.path } }),
    },
    { why: "its folder holds more than one model now" },
  );
}

function add(draft: RegistryDraft, model: FoundModel, downloaded: Downloaded): string {
  const family = familyOf(model.repo);
  const { backend } = assignedOf(downloaded, model);
  const display = displayNameOf({ family, backend, quantization: model.quantization });
  const simple = nameOfDisplay(display);
  const holder = draft.get(simple);
  const { name, suffix } = freeName(simple, (each) => draft.get(each) !== undefined, [
    holder && holder.backend !== backend ? backend : undefined,
    isOfOwner(holder, model.owner) ? undefined : model.owner,
    downloaded.revision === "main" ? undefined : downloaded.revision,
    downloaded.location,
  ]);
  const named = { name, display: withSuffix(display, suffix), family };
  const entry = downloadedEntryOf(downloaded, model, named);
  if ((isTestName(simple) || isTestName(family)) && isRecord(entry.metadata)) entry.metadata.testing = true;
  draft.addEntry(entry, { why: `downloaded from ${downloaded.repo}` });
  return name;
}

function isOfOwner(holder: Record<string, unknown> | undefined, owner: string | undefined): boolean {
  const id = isRecord(holder?.source) ? holder.source.huggingface_id : undefined;
  return typeof id === "string" && owner !== undefined && id.startsWith(`${owner}/`);
}
