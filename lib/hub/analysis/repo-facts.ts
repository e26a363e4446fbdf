import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { Unpriced } from "#lib/weights/fit/price-variants.ts";
import { findText } from "#lib/weights/json-record.ts";
import { quantizationNameOf } from "#lib/weights/quantization-names.ts";
import type { Hub, HubModel, RemoteFile } from "../hub.ts";
import { roleOf } from "../plan/choose-files.ts";
import { bestProjectorOf } from "../plan/choose-weights.ts";
import { codeCarriedBy } from "../plan/code-carried.ts";
import type { RepoReference } from "../repo-reference.ts";
import { settleReference } from "../settle-reference.ts";
import { architectureOf } from "./architecture-of.ts";
import { compareTemplate } from "./base-template.ts";
import { criticalFilesOf } from "./critical-files.ts";
import { formatsOf } from "./formats-of.ts";
import { type OpenContents, readContents } from "./read-contents.ts";
import { readRemoteConfigs } from "./remote-configs.ts";
import { readRemoteHeader } from "./remote-header.ts";
import { storedQuantizationOf } from "./stored-quantization.ts";
import { findSupport } from "./support-repo.ts";
import { templateOf } from "./template-of.ts";
import { variantsOf } from "./variants-of.ts";
import { warningsOf } from "./warnings-of.ts";

type Priced = "variants" | "machine" | "context" | "kvType" | "engine";

/** What a repository holds, before it is set against a machine. */
export type RepoFacts = Omit<HubAnalysis, Priced> & { variants: Unpriced[] };

const filesListed = 5000;

/** Reads a repository of the hub: lists and small files, and of its weights no more than a header. */
export async function readRepoFacts(
  hub: Hub,
  asked: RepoReference,
  signal?: AbortSignal,
): Promise<RepoFacts> {
  const reference = await settleReference(hub, asked, signal);
  const contents = await readContents(hub, reference, signal);
  const { model, files } = contents;
  const [configs, header] = await Promise.all([
    readRemoteConfigs(hub, contents, signal),
    readRemoteHeader(hub, contents, signal),
  ]);
  const { shape, told } = architectureOf({ contents, configs, header });
  const dtypes = model.safetensors?.parameters ?? header?.dtypes ?? {};
  const stored = storedQuantizationOf(model.repo, configs, dtypes);
  const { variants, extras } = variantsOf({
    ...{ files, index: configs.index, stored: stored.quantization },
    parameters: told.parameters,
  });
  const projector = bestProjectorOf(extras.filter(({ kind }) => kind === "projector"));
  if (variants.length + extras.length === 0) throw withoutWeights(contents);
  const ownTemplate = templateOf(model, configs);
  // What is locked away and usually holds a template is not called missing.
  const mayHave = files.some(({ path }) => /^(?:chat_template.*|tokenizer_config\.json)$/.test(path));
  const hasTemplate = ownTemplate.source !== "none" || (contents.locked !== undefined && mayHave);
  const critical = criticalFilesOf({ files, variants, model, hasTemplate });
  const [support, chatTemplate] = await Promise.all([
    findSupport({ hub, model, critical, signal }),
    compareTemplate({ hub, model, chatTemplate: ownTemplate, signal }),
  ]);
  const code = codeCarriedBy(files, contents.config);
  const unread = [contents.locked ?? [], ...configs.warnings, header?.warning ?? []].flat();
  const named = namedIn(reference);
  return {
    ...aboutOf(hub, model),
    revision: reference.revision ?? "main",
    ...(named !== undefined && { named }),
    formats: formatsOf({ variants, model, stored }),
    architecture: told,
    ...(shape && { shape }),
    ...(projector && { projectorBytes: projector.bytes }),
    ...{ variants, extras, critical, chatTemplate, code },
    sizes: sizesOf(files),
    ...(support && { support }),
    warnings: warningsOf({
      asked: asked.repo,
      model,
      variants,
      extras,
      critical,
      chatTemplate,
      support,
      unread,
      named,
    }),
    files: files.slice(0, filesListed).map((file) => ({
      ...{ path: file.path, bytes: file.bytes, role: roleOf(file) },
      ...(file.sha256 !== undefined && { sha256: file.sha256 }),
    })),
    filesTotal: files.length,
  };
}

/** What an address names beside the repository; a quantisation in the words that we keep for it. */
function namedIn({ quant, file, folder }: RepoReference): string | undefined {
  return (quant && (quantizationNameOf(quant.toLowerCase()) ?? quant)) ?? file ?? folder;
}

const tagsMost = 200;

function aboutOf({ settings }: Hub, model: HubModel) {
  const {
    repo,
    sha,
    gated,
    private: isPrivate,
    pipelineTag,
    library,
    downloads,
    likes,
    lastModified,
  } = model;
  const url = `${settings.endpoint}/${repo}`;
  const license = licenseOf(model, url);
  return {
    ...{ repo, url, commit: sha, gated, private: isPrivate, tags: model.tags.slice(0, tagsMost) },
    ...(pipelineTag !== undefined && { pipelineTag }),
    ...(library !== undefined && { library }),
    ...(license && { license }),
    ...(downloads !== undefined && { downloads }),
    ...(likes !== undefined && { likes }),
    ...(lastModified !== undefined && { lastModified }),
  };
}

/** A licence of its own is named on the card, with an address or with a file of the repository. */
function licenseOf({ license, cardData, sha }: HubModel, url: string): HubAnalysis["license"] {
  const own = findText(cardData, "license_name");
  const name = (license === "other" ? (own ?? license) : license)?.slice(0, 200);
  if (name === undefined) return undefined;
  const link = findText(cardData, "license_link")?.slice(0, 2048) ?? "";
  if (/^https:\/\//.test(link) && URL.canParse(link)) return { name, url: link };
  return /^[\w.-]+$/.test(link) ? { name, url: `${url}/blob/${sha}/${link}` } : { name };
}

function sizesOf(files: readonly RemoteFile[]): HubAnalysis["sizes"] {
  const sizes = { weights: 0, settings: 0, optional: 0, largeOptional: 0, total: 0 };
  for (const file of files) {
    const role = roleOf(file);
    sizes.total += file.bytes;
    if (role === "weights") sizes.weights += file.bytes;
    else if (role === "config" || role === "tokenizer") sizes.settings += file.bytes;
    else if (role === "large optional") sizes.largeOptional += file.bytes;
    else sizes.optional += file.bytes;
  }
  return sizes;
}

const withoutWeights = ({ model, files }: OpenContents) =>
  new ConsoleError("not-found", `${model.repo} holds ${files.length} files, and no weights among them.`, {
    hint: "Look for a repository with GGUF or safetensors files, or at another revision of this one.",
  });
