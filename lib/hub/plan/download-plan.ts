import type { DownloadPlan, PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import type { Hub } from "../hub.ts";
import { parseRepoReference } from "../repo-reference.ts";
import { settleReference } from "../settle-reference.ts";
import { type ChosenFiles, chooseFiles, supportFilesOf } from "./choose-files.ts";
import { codeCarriedBy } from "./code-carried.ts";
import { type DownloadPlaces, downloadPlaceOf, roomFor } from "./download-place.ts";
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
  const reference = await settleReference(
    hub,
    parseRepoReference(wanted.model, hub.settings.endpoint),
    signal,
  );
  const { repo, file, folder, quant } = reference;
  const revision = wanted.revision ?? reference.revision;
  const contents = await readRepoContents(hub, { repo, revision }, signal);
  const { model, files, config, scheme } = contents;
  const chosen = chooseFiles(model.repo, files, {
    weights: [...wanted.weights, ...(quant === undefined ? [] : [quant])],
    formats: wanted.formats,
    scheme,
    files: [...wanted.files, ...(file !== undefined ? [file] : folder !== undefined ? [`${folder}/*`] : [])],
    includeOptional: wanted.includeOptional,
    includeLargeOptional: wanted.includeLargeOptional,
  });
  const taken = new Set(chosen.files.map((each) => each.file.path));
  const support = wanted.supportRepo
    ? await lendingOf(hub, wanted.supportRepo, { taken, signal })
    : undefined;
  const where = downloadPlaceOf(hub.settings.cacheFolder, wanted, {
    repo: model.repo,
    commit: model.sha,
    revision,
    roots: places.roots,
  });
  const partials = await places.partialOf(where.cache?.blobs ?? where.folder);
  const destination = { ...where, force: wanted.force };
  const own = await planFiles(
    { repo: model.repo, commit: model.sha, files: chosen.files },
    destination,
    partials,
  );
  const lent = support && (await planFiles(support, destination, partials));
  const planned = [...own.files, ...(lent?.files ?? [])];
  const code = codeCarriedBy(planned, config);
  const room = await roomFor(planned, where, places);
  const kept = planned.filter(({ state }) => state === "kept").map(({ path }) => path);
  return {
    repo: model.repo,
    revision: revision ?? "main",
    commit: model.sha,
    layout: wanted.layout,
    location: where.label,
    folder: where.folder,
    ...formatOf(chosen),
    variants: chosen.groups.map(toVariant),
    files: planned,
    left: chosen.left,
    ...room.figures,
    code,
    warnings: [
      ...(repo === model.repo ? [] : [`${repo} is called ${model.repo} now.`]),
      ...chosen.notes,
      ...chosen.left
        .filter(({ why }) => /name/.test(why))
        .map(({ path, why }) => `${shown(path)} is left out: ${why}.`),
      ...missingOf(contents, planned),
      ...kept.map((path) => `${path} is another file here and stays as it is; --force takes the hub's.`),
      ...chosen.groups.flatMap(({ name, gap }) => (gap ? [`${name}: ${gap}`] : [])),
    ],
    blocked: [
      ...chosen.refused.map(({ path, why }) => ({
        what: shown(path),
        why,
        hint: "It is not written; take other files with --files.",
      })),
      ...own.blocked,
      ...(lent?.blocked ?? []),
      ...room.blocked,
      ...(code.length > 0 && !wanted.acceptCode ? [codeObstacle(model.repo, code)] : []),
    ],
    ...(model.license !== undefined && { license: model.license }),
    ...(model.pipelineTag !== undefined && { pipelineTag: model.pipelineTag }),
    ...(model.library !== undefined && { library: model.library }),
    ...(support && { supportRepo: support.repo }),
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

const toVariant = ({ name, kind, quantization, files, bytes }: ChosenFiles["groups"][number]) => ({
  ...{ name, kind, files, bytes },
  ...(quantization !== undefined && { quantization }),
});

/** What a server will look for and not find. */
function missingOf({ config }: RepoContents, planned: readonly PlannedFile[]): string[] {
  const has = (pattern: RegExp) => planned.some(({ path }) => pattern.test(path));
  if (!has(/\.safetensors$/i) || has(/(?:^|\/)model_index\.json$/)) return [];
  const missing = [
    config === undefined && !has(/(?:^|\/)config\.json$/) ? "config.json" : "",
    has(/(?:^|\/)(?:tokenizer|vocab)[^/]*$/i) ? "" : "a tokenizer",
  ].filter(Boolean);
  if (missing.length === 0) return [];
  return [
    `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing; another repository may lend it with --support-repo.`,
  ];
}

const codeObstacle = (repo: string, code: readonly string[]) => ({
  what: repo,
  why: `what it brings can run code on this machine: ${code.join("; ")}`,
  hint: "If you trust its maker, say --accept-code.",
});

/** A name from outside, short enough for a line. */
const shown = (path: string): string => (path.length > 120 ? `${path.slice(0, 120)}…` : path);
