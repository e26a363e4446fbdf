import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { toCountWords } from "#lib/format.ts";
import type { Unpriced } from "#lib/weights/fit/price-variants.ts";
import { quantizationNameOf } from "#lib/weights/quantization-names.ts";
import type { Hub } from "../hub.ts";
import { bestProjectorOf } from "../plan/choose-weights.ts";
import { codeCarriedBy } from "../plan/code-carried.ts";
import { findCodeAskedFor, isLoadedByConfig } from "../plan/find-code-asked-for.ts";
import type { RepoReference } from "../repo-reference.ts";
import { settleReference } from "../settle-reference.ts";
import { aboutOf } from "./about-repo.ts";
import { architectureOf } from "./architecture-of.ts";
import { compareTemplates, readBaseTemplate } from "./base-template.ts";
import { criticalFilesOf } from "./critical-files.ts";
import { formatsOf } from "./formats-of.ts";
import { listFiles } from "./listed-files.ts";
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

/** Reads a repository of the hub: lists and small files, and of its weights no more than a header. */
export async function readRepoFacts(
  hub: Hub,
  asked: RepoReference,
  signal?: AbortSignal,
): Promise<RepoFacts> {
  const reference = await settleReference(hub, asked, signal);
  const contents = await readContents(hub, reference, signal);
  const { model, files } = contents;
  const readsConfigs = contents.locked === undefined && isLoadedByConfig(files);
  const [configs, header, baseTemplate, askedFor] = await Promise.all([
    readRemoteConfigs(hub, contents, signal),
    readRemoteHeader(hub, contents, signal),
    readBaseTemplate(hub, model, signal),
    readsConfigs ? findCodeAskedFor(hub, { repo: model.repo, commit: model.sha, files }, signal) : [],
  ]);
  const found = findWeights({ contents, configs, header });
  const { variants, extras } = found;
  if (variants.length + extras.length === 0) throw withoutWeights(contents);
  const chatTemplate = compareTemplates(templateOf(model, configs), baseTemplate);
  const critical = criticalFilesOf({ files, variants, model, hasTemplate: mayTalk(chatTemplate, contents) });
  const support = await findSupport({ hub, model, critical, signal });
  const unread = [contents.locked ?? [], ...configs.warnings, header?.warning ?? []].flat();
  const named = namedIn(reference);
  const judged = {
    ...{ asked: asked.repo, model, variants, extras },
    ...{ critical, chatTemplate, support },
  };
  return {
    ...aboutOf(hub, model),
    revision: reference.revision ?? "main",
    ...(named !== undefined && { named }),
    ...(reference.quant !== undefined && { namesWeights: true as const }),
    ...found,
    ...{ critical, chatTemplate, code: codeCarriedBy(files, askedFor) },
    ...(support && { support }),
    ...listFiles(files),
    warnings: warningsOf({ ...judged, unread, named }),
  };
}

type Witnesses = Parameters<typeof architectureOf>[0];

/** What weights there are and what they were built as. */
function findWeights(witnesses: Witnesses) {
  const { contents, configs, header } = witnesses;
  const { model, files } = contents;
  const { shape, told } = architectureOf(witnesses);
  const dtypes = model.safetensors?.parameters ?? header?.dtypes ?? {};
  const stored = storedQuantizationOf(model.repo, configs, dtypes);
  const { variants, extras } = variantsOf({
    ...{ files, index: configs.index, stored: stored.quantization },
    parameters: told.parameters,
  });
  const projector = bestProjectorOf(extras.filter(({ kind }) => kind === "projector"));
  return {
    ...{
      variants: variants.map(withFault(header)),
      extras,
      architecture: told,
      formats: formatsOf({ variants, model, stored }),
    },
    ...(shape && { shape }),
    ...(projector && { projectorBytes: projector.bytes }),
  };
}

/** What its header tells against itself nobody fetches whole to be told so. */
const withFault =
  (header: Witnesses["header"]) =>
  (variant: Unpriced): Unpriced => {
    const [gap] = variant.files.flatMap((file) => header?.faults.get(file) ?? []);
    return gap === undefined ? variant : { ...variant, gap };
  };

/** What is locked away and usually holds a template is not called missing. */
function mayTalk({ source }: HubAnalysis["chatTemplate"], { files, locked }: OpenContents): boolean {
  const mayHave = files.some(({ path }) => /^(?:chat_template.*|tokenizer_config\.json)$/.test(path));
  return source !== "none" || (locked !== undefined && mayHave);
}

/** What an address names beside the repository; a quantisation in the words that we keep for it. */
function namedIn({ quant, file, folder }: RepoReference): string | undefined {
  return (quant && (quantizationNameOf(quant.toLowerCase()) ?? quant)) ?? file ?? folder;
}

const withoutWeights = ({ model, files }: OpenContents) =>
  new ConsoleError(
    "not-found",
    `${model.repo} holds ${toCountWords(files.length, "file")}, and no weights among them.`,
    {
      hint: "Look for a repository with GGUF or safetensors files, or at another revision of this one.",
    },
  );
