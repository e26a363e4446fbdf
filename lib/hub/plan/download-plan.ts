import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import type { FitEstimate } from "#cli-bridge/protocol/memory-fit.ts";
import type { Hub } from "../hub.ts";
import { parseRepoReference, type RepoReference } from "../repo-reference.ts";
import { settleReference } from "../settle-reference.ts";
import { type ChosenFiles, chooseFiles, type FilesWanted, supportFilesOf } from "./choose-files.ts";
import { codeCarriedBy } from "./code-carried.ts";
import { type DownloadPlaces, downloadPlaceOf, roomFor } from "./download-place.ts";
import { findCodeAskedFor, isLoadedByConfig } from "./find-code-asked-for.ts";
import { type Look, lookAtWeights } from "./look-at-weights.ts";
import { obstaclesOf, warningsOf } from "./plan-remarks.ts";
import { type ChosenFrom, planFiles } from "./planned-files.ts";
import { type RepoContents, readRepoContents } from "./repo-contents.ts";

export type DownloadWanted = {
  /** `owner/repo`, with `@revision` or `:quantisation`, or an address of the hub's. */
  model: string;
  revision: string | undefined;
  formats: readonly string[];
  weights: readonly string[];
  files: readonly string[];
  supportRepo: string | undefined;
  includeOptional: boolean;
  includeLargeOptional: boolean;
  force: boolean;
  acceptCode: boolean;
  layout: "roots" | "hf-cache";
  location: string | undefined;
};

/** What a download would do: which files, to where, what is there already, and what stands in the way. */
export async function downloadPlanOf(
  hub: Hub,
  wanted: DownloadWanted,
  { places, signal, look }: { places: DownloadPlaces; signal?: AbortSignal; look?: Look },
): Promise<DownloadPlan> {
  const named = parseRepoReference(wanted.model, hub.settings.endpoint);
  const reference = await settleReference(hub, named, signal);
  const revision = wanted.revision ?? reference.revision;
  const contents = await readRepoContents(hub, { repo: reference.repo, revision }, signal);
  const { model } = contents;
  const at = { repo: model.repo, commit: model.sha };
  const chosen = chooseFiles(model.repo, contents.files, filesWantedOf(wanted, reference, contents));
  const taken = new Set(chosen.files.map(({ file }) => file.path));
  const support = wanted.supportRepo
    ? await lendingOf(hub, wanted.supportRepo, { taken, signal })
    : undefined;
  const where = downloadPlaceOf(hub.settings.cacheFolder, wanted, { ...at, revision, roots: places.roots });
  const destination = { ...where, force: wanted.force };
  const own = await planFiles({ ...at, files: chosen.files }, destination);
  const lent = support && (await planFiles(support, destination));
  const files = [...own.files, ...(lent?.files ?? [])];
  const over = new AbortController();
  const until = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  const lookedAt = { contents, groups: chosen.groups, files: own.files, signal: until };
  const repos = [{ ...at, files: chosen.files }, ...(support ? [support] : [])];
  const [room, askedFor, seen] = await Promise.all([
    roomFor(files, where, places),
    isLoadedByConfig(files) ? codeAskedForIn(hub, repos, until) : [],
    look && lookAtWeights(hub, lookedAt, look),
  ]).finally(() => over.abort());
  const code = codeCarriedBy(files, askedFor);
  const found = { asked: reference.repo, contents, chosen, files, code };
  const inTheWay = [...own.blocked, ...(lent?.blocked ?? []), ...room.blocked, ...(seen?.blocked ?? [])];
  return {
    ...{ ...at, revision: revision ?? "main", layout: wanted.layout, location: where.label },
    ...{
      folder: where.folder,
      ...formatOf(chosen),
      variants: chosen.groups.map((group) => toVariant(group, contents, seen?.fits.get(group.name))),
    },
    ...{ files, left: chosen.left, ...room.figures, code },
    warnings: warningsOf(found),
    blocked: [...obstaclesOf(found, wanted.acceptCode), ...inTheWay],
    ...(model.license !== undefined && { license: model.license }),
    ...(model.pipelineTag !== undefined && { pipelineTag: model.pipelineTag }),
    ...(model.library !== undefined && { library: model.library }),
    ...(support && { supportRepo: support.repo }),
  };
}

/** What is chosen by the name itself, `owner/repo:Q4_K_M` or the address of a file, counts as said. */
function filesWantedOf(
  { weights, formats, files, includeOptional, includeLargeOptional, acceptCode }: DownloadWanted,
  { file, folder, quant }: RepoReference,
  { scheme }: RepoContents,
): FilesWanted {
  const named = file ?? (folder === undefined ? undefined : `${folder}/*`);
  return {
    weights: quant === undefined ? weights : [...weights, quant],
    files: named === undefined ? files : [...files, named],
    ...{ formats, scheme, includeOptional, includeLargeOptional, acceptCode },
  };
}

async function lendingOf(
  hub: Hub,
  text: string,
  { taken, signal }: { taken: ReadonlySet<string>; signal: AbortSignal | undefined },
) {
  const { repo, revision } = parseRepoReference(text, hub.settings.endpoint);
  const { model, files } = await readRepoContents(hub, { repo, revision }, signal);
  return { repo: model.repo, commit: model.sha, files: supportFilesOf(files, taken) };
}

async function codeAskedForIn(
  hub: Hub,
  repos: readonly ChosenFrom[],
  signal: AbortSignal,
): Promise<string[]> {
  const asking = repos.map(({ files, ...at }) =>
    findCodeAskedFor(hub, { ...at, files: files.map(({ file }) => file) }, signal),
  );
  return (await Promise.all(asking)).flat();
}

const formatOf = ({ groups }: ChosenFiles): Pick<DownloadPlan, "format"> => {
  const format = groups.find(({ kind }) => kind === "weights")?.format;
  return format === undefined ? {} : { format };
};

function toVariant(
  { name, kind, format, quantization, files, bytes }: ChosenFiles["groups"][number],
  { scheme, precision }: RepoContents,
  fit: FitEstimate | undefined,
): DownloadPlan["variants"][number] {
  const said = format === "gguf" ? quantization : (scheme ?? quantization ?? precision);
  return { name, kind, files, bytes, ...(said !== undefined && { quantization: said }), ...(fit && { fit }) };
}
