import type { FileLocation } from "../hub.ts";
import { hubAddress } from "../hub-address.ts";
import type { FileWanted } from "./file-wanted.ts";

/** Where a GET for a file may begin. */
export type Address = Pick<FileLocation, "url" | "headers">;

export type SiblingAddresses = { of(file: FileWanted, signal: AbortSignal): Promise<Address> | Address };

/**
 * Files that lie in git come from the hub itself. Once one of a commit was located there, its siblings are asked for
 * at their own address in the same way, without asking first where they are; the GET brings what that would tell.
 */
export function openSiblingAddresses(): SiblingAddresses {
  const found = new Map<string, Promise<FileLocation>>();
  return {
    of: async (file, signal) => {
      const { endpoint, repo, commit } = file.origin;
      const isInGit = file.sha256 === undefined && file.gitSha1 !== undefined;
      if (!isInGit) return file.locate(signal);
      const key = `${endpoint} ${repo} ${commit}`;
      const known = found.get(key);
      if (known === undefined) {
        const first = file.locate(signal);
        found.set(key, first);
        return first;
      }
      const { url, headers } = await known;
      if (new URL(url).origin !== new URL(endpoint).origin) return file.locate(signal);
      return { url: hubAddress.file(endpoint, file.origin), headers };
    },
  };
}
