import { makeHubAsker } from "./http/hub-asker.ts";
import { openConnections } from "./http/open-connections.ts";
import { readAnswer } from "./http/read-answer.ts";
import { readJson } from "./http/read-json.ts";
import type { Hub, HubAccount } from "./hub.ts";
import { hubAddress } from "./hub-address.ts";
import type { HubSettings } from "./hub-settings.ts";
import { modelShape, refsShape, whoShape } from "./hub-shapes.ts";
import { listRemoteFiles } from "./list-remote-files.ts";
import { locateFile } from "./locate-file.ts";
import { searchModels } from "./search-models.ts";
import { toHubModel } from "./to-hub-model.ts";
import { sayWhatElseItIs } from "./what-else-it-is.ts";

/** What is asked about a model beyond its name; without it the hub sends lists of no use here. */
const expanded = [
  ...["sha", "private", "gated", "disabled", "downloads", "likes", "lastModified", "tags", "pipeline_tag"],
  ...["library_name", "cardData", "config", "gguf", "safetensors"],
].map((word) => ["expand", word]);

/** A hub to ask. Nothing is connected until the first question. */
export function openHub(settings: HubSettings): Hub {
  const { endpoint, token, isOffline } = settings;
  const dispatcher = openConnections(settings);
  const asker = makeHubAsker({ endpoint, token, dispatcher, isOffline });
  return {
    settings,
    dispatcher,
    search: (query, signal) => searchModels(query, { asker, endpoint, signal }),
    model: async (repo, revision, signal) => {
      const url = `${hubAddress.model(endpoint, repo, revision)}?${new URLSearchParams(expanded)}`;
      const about = { repo, revision };
      const asked = readJson(asker, { url, shape: modelShape, about, signal });
      const { value } = await asked.catch((error) =>
        sayWhatElseItIs(error, { asker, endpoint, repo, signal }),
      );
      return toHubModel(value);
    },
    files: (repo, commit, signal) => listRemoteFiles({ asker, endpoint, repo, commit, signal }),
    refs: async (repo, signal) => {
      const url = hubAddress.refs(endpoint, repo);
      const { value } = await readJson(asker, { url, shape: refsShape, about: { repo }, signal });
      const named = (refs: { name: string; targetCommit: string }[]) =>
        refs.map(({ name, targetCommit }) => ({ name, commit: targetCommit }));
      return { branches: named(value.branches), tags: named(value.tags) };
    },
    text: async (repo, commit, path, bytesMax, signal) => {
      const about = { repo, revision: commit, file: path };
      const url = hubAddress.file(endpoint, { repo, commit, path });
      const answer = await asker.ask(url, { about, mayMiss: true, signal });
      const bytes = await readAnswer(answer.body, bytesMax, answer.url.origin);
      return answer.statusCode === 404 ? undefined : bytes.toString("utf8");
    },
    locate: (repo, commit, path, signal) => {
      const authorization = token && `Bearer ${token.value}`;
      return locateFile({ repo, commit, path }, { asker, endpoint, authorization, signal });
    },
    rate: asker.rate,
    whoAmI: async (signal) => {
      const { value } = await readJson(asker, { url: hubAddress.whoAmI(endpoint), shape: whoShape, signal });
      const { name, orgs, auth } = value;
      const account: HubAccount = {
        name,
        organisations: orgs.map((each) => each.name),
        tokenName: auth?.accessToken?.displayName,
        tokenRole: auth?.accessToken?.role,
      };
      return account;
    },
    close: () => dispatcher.close(),
  };
}
