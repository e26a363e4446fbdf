import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import type { Hub } from "../hub.ts";
import { parseRepoReference, type RepoReference } from "../repo-reference.ts";
import { settleReference } from "../settle-reference.ts";
import { type ChosenFiles, chooseFiles, type FilesWanted, supportFilesOf } from "./choose-files.ts";
import { codeCarriedBy } from "./code-carried.ts";
import { type DownloadPlaces, downloadPlaceOf, roomFor } from "./download-place.ts";
import { findCodeAskedFor, isLoadedByConfig } from "./find-code-asked-for.ts";
import { obstaclesOf, warningsOf } from "./plan-remarks.ts";
import { planFiles } from "./planned-files.ts";
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
  { places, signal }: { places: DownloadPlaces; signal?: AbortSignal },
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
  const room = await roomFor(files, where, places);
  const askedFor = isLoadedByConfig(files)
    ? await Promise.all([
        findCodeAskedFor(hub, { ...at, files: chosen.files.map(({ file }) => file) }, signal),
        support
          ? findCodeAskedFor(hub, { ...support, files: support.files.map(({ file }) => file) }, signal)
          : [],
      ])
    : [];
  const code = codeCarriedBy(files, askedFor.flat());
  const found = { asked: reference.repo, contents, chosen, files, code };
  const inTheWay = [...own.blocked, ...(lent?.blocked ?? []), ...room.blocked];
  return {
    ...{ ...at, revision: revision ?? "main", layout: wanted.layout, location: where.label },
    ...{
      folder: where.folder,
      ...formatOf(chosen),
      variants: chosen.groups.map((group) => toVariant(group, contents)),
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
  { weights, formats, files, includeOptional, includeLargeOptional }: DownloadWanted,
  { file, folder, quant }: RepoReference,
  { scheme }: RepoContents,
): FilesWanted {
  const named = file ?? (folder === undefined ? undefined : `${folder}/*`);
  return {
    weights: quant === undefined ? weights : [...weights, quant],
    files: named === undefined ? files : [...files, named],
    ...{ formats, scheme, includeOptional, includeLargeOptional },
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

const formatOf = ({ groups }: ChosenFiles): Pick<DownloadPlan, "format"> => {
  const format = groups.find(({ kind }) => kind === "weights")?.format;
  return format === undefined ? {} : { format };
};

function toVariant(
  { name, kind, format, quantization, files, bytes }: ChosenFiles["groups"][number],
  { scheme, precision }: RepoContents,
): DownloadPlan["variants"][number] {
  const said = format === "gguf" ? quantization : (scheme ?? quantization ?? precision);
  return { name, kind, files, bytes, ...(said !== undefined && { quantization: said }) };
}
