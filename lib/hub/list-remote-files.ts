import type { z } from "zod";
import type { HubAsker } from "./http/hub-asker.ts";
import { readJson } from "./http/read-json.ts";
import { strange } from "./http/strange.ts";
import type { RemoteFile } from "./hub.ts";
import { hubAddress } from "./hub-address.ts";
import { treeShape } from "./hub-shapes.ts";

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
  let url: string | undefined = hubAddress.tree(endpoint, repo, commit);
  for (let page = 0; url !== undefined; page += 1) {
    if (page >= pagesMax || files.length > filesMax) throw strange(`The list of ${repo}'s files has no end`);
    const about = { repo, revision: commit };
    const answer: Awaited<ReturnType<typeof readJson<typeof treeShape>>> = await readJson(asker, {
      ...{ url, shape: treeShape, about, signal },
    });
    files.push(...answer.value.filter(({ type }) => type === "file").map(toRemoteFile));
    url = answer.next;
  }
  return files;
}

type TreeItem = z.output<typeof treeShape>[number];

const toRemoteFile = ({ path, oid, size, lfs, xetHash }: TreeItem): RemoteFile => ({
  path,
  bytes: lfs?.size ?? size,
  sha256: lfs?.oid.replace("sha256:", ""),
  gitSha1: oid,
  xet: xetHash,
});
