import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { findText } from "#lib/weights/json-record.ts";
import type { Hub, HubModel } from "../hub.ts";

const tagsMost = 200;

/** What the hub says of a repository, as far as people ask. */
export function aboutOf({ settings }: Hub, model: HubModel) {
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
