import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { fetchFile } from "#lib/hub/transfer/fetch-file.ts";
import type { FileEnd, FileProgress, FileWanted, TransferMeans } from "#lib/hub/transfer/file-wanted.ts";
import { hubWith } from "#tests/lib/hub/hub-for-tests.ts";
import type { HubFile, HubOptions, TestHub } from "#tests/servers/hub/start-test-hub.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

export const repo = "acme/model";

export type Workshop = {
  hub: TestHub;
  folder: string;
  target: string;
  wanted: FileWanted;
  seen: FileProgress[];
  means: TransferMeans;
  fetch(means?: Partial<TransferMeans>, wanted?: Partial<FileWanted>): Promise<FileEnd>;
  /** Whether what lies under the final name is what the hub has. */
  isRight(): Promise<boolean>;
};

/** Short waits, so that a test of what goes wrong does not take the time that it takes elsewhere. */
export const impatience = {
  ...{ stallMs: 200, tries: 12, awayMs: 60_000 },
  ...{ backoffMs: 4, backoffMsMax: 20, retryAfterMsMax: 50 },
};

/** A hub with one file, and all that is needed to fetch it. */
export async function openWorkshop(file: Partial<HubFile> = {}, options: Partial<HubOptions> = {}) {
  const path = file.path ?? "model.gguf";
  const made = { path, bytes: 3_000_000, seed: 7, ...file };
  const { server: hub, hub: client } = await hubWith({ repos: [{ name: repo, files: [made] }], ...options });
  const folder = await temporaryFolder();
  const commit = hub.commit(repo);
  const [row] = (await client.files(repo, commit)).filter((each) => each.path === path);
  if (!row) throw new Error(`no ${path}`);
  const target = join(folder, "model", path);
  const seen: FileProgress[] = [];
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const wanted: FileWanted = {
    locate: (signal) => client.locate(repo, commit, path, signal),
    ...{ target, bytes: row.bytes, sha256: row.sha256 },
    gitSha1: row.sha256 === undefined ? row.gitSha1 : undefined,
    origin: { endpoint: hub.url, repo, commit, path },
  };
  const means: TransferMeans = {
    ...{
      dispatcher: client.dispatcher,
      routes: client.settings,
      patience: { ...impatience, stallMs: 10_000 },
      signal: stop.signal,
    },
    onProgress: (progress) => seen.push(progress),
  };
  const workshop: Workshop = {
    ...{ hub, folder, target, wanted, seen, means },
    fetch: (more, changes) => fetchFile({ ...wanted, ...changes }, { ...means, ...more }),
    isRight: async () => {
      const found = await readFile(target).catch(() => undefined);
      if (!found) return false;
      const hash = await crypto.subtle.digest("SHA-256", found);
      return Buffer.from(hash).toString("hex") === (await hub.sha256(repo, path));
    },
  };
  return workshop;
}
