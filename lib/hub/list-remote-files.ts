import type { ListFileEntry } from "@huggingface/hub";
import { fetchByAsker } from "./http/fetch-by-asker.ts";
import type { HubAsker } from "./http/hub-asker.ts";
import { brokenOff } from "./http/read-json.ts";
import { strange } from "./http/strange.ts";
import type { RemoteFile } from "./hub.ts";
import { toPath } from "./hub-address.ts";
import { treeItem } from "./hub-shapes.ts";

const pagesMax = 200;
const filesMax = 100_000;

type Listing = {
  asker: HubAsker;
  endpoint: string;
  repo: string;
  commit: string;
  signal?: AbortSignal | undefined;
};

/** Every file of a commit, page after page to the last. */
export async function listRemoteFiles(listing: Listing): Promise<RemoteFile[]> {
  const { asker, endpoint, repo, commit, signal } = listing;
  const files: RemoteFile[] = [];
  const about = { repo, revision: commit };
  // Loaded here, because most questions do without it.
  const { listFiles } = await import("@huggingface/hub");
  const items = listFiles({
    ...{ repo: { type: "model", name: toPath(repo) }, revision: encodeURIComponent(commit), recursive: true },
    ...{ hubUrl: endpoint, fetch: fetchByAsker(asker, { about, signal, pagesMax }) },
  });
  try {
    for await (const item of items) {
      if (files.length > filesMax) throw strange(`The list of ${repo}'s files has no end`);
      const file = toRemoteFile(item, endpoint);
      if (file) files.push(file);
    }
  } catch (error) {
    // The library reads a page without asking whether it is a list, or whole.
    throw error instanceof SyntaxError || error instanceof TypeError ? brokenOff(endpoint) : error;
  }
  return files;
}

function toRemoteFile(item: ListFileEntry, endpoint: string): RemoteFile | undefined {
  const checked = treeItem.safeParse(item);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw strange(`${endpoint} lists a file in a shape that a hub does not use (${issue?.message})`);
  }
  const { type, path, oid, size, lfs, xetHash } = checked.data;
  if (type !== "file") return undefined;
  const sha256 = lfs?.oid.replace("sha256:", "");
  return { path, bytes: lfs?.size ?? size, sha256, gitSha1: oid, xet: xetHash };
}
