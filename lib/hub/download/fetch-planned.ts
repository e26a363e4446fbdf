import type { DownloadPlan, PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import type { Hub } from "../hub.ts";
import { type FilesMeans, fetchFiles } from "../transfer/fetch-files.ts";
import type { FileProgress, FileWanted } from "../transfer/file-wanted.ts";
import { openTransport } from "../transfer/open-transport.ts";

export type Fetched = { file: PlannedFile; sha256: string; fetched: number; existed: boolean };

export type PlannedMeans = Pick<
  FilesMeans,
  "pace" | "gate" | "connections" | "connectionsAsked" | "filesAtOnce" | "patience" | "signal"
> & {
  onProgress: (file: PlannedFile, progress: FileProgress) => void;
};

/**
 * Fetches what a plan says, the small first, so that what stands in the way of all shows before gigabytes have come.
 * No file's fault stops the others; the first is thrown when all have ended.
 */
export async function fetchPlanned(
  hub: Hub,
  files: readonly PlannedFile[],
  { onProgress, ...means }: PlannedMeans,
): Promise<Fetched[]> {
  const byTarget = new Map(files.map((file) => [file.target, file]));
  const ordered = [...byTarget.values()].sort((one, other) => one.bytes - other.bytes);
  const transport = openTransport(hub.dispatcher, hub.settings);
  const outcomes = await fetchFiles(
    ordered.map((file) => toWanted(hub, file)),
    {
      ...means,
      dispatcher: hub.dispatcher,
      transport,
      onProgress: ({ target }, progress) => {
        const file = byTarget.get(target);
        if (file) onProgress(file, progress);
      },
    },
  ).finally(() => transport.close());
  means.signal.throwIfAborted();
  const failed = outcomes.find(({ error }) => error !== undefined);
  if (failed) throw failed.error;
  return outcomes.flatMap(({ file: { target }, end }) => {
    const file = byTarget.get(target);
    return file && end ? [{ file, sha256: end.sha256, fetched: end.fetched, existed: end.existed }] : [];
  });
}

function toWanted(
  hub: Hub,
  { repo, commit, path, target, bytes, sha256, gitSha1, state }: PlannedFile,
): FileWanted {
  return {
    locate: (signal) => hub.locate(repo, commit, path, signal),
    ...{ target, bytes, sha256, gitSha1, replace: state === "replace" },
    origin: { endpoint: hub.settings.endpoint, repo, commit, path },
  };
}

/** What has to be fetched, and what is to be read first because it may be the same already. */
export function splitPlanned({ files }: Pick<DownloadPlan, "files">) {
  const of = (...states: PlannedFile["state"][]) => files.filter(({ state }) => states.includes(state));
  return { toFetch: of("fetch", "resume", "replace"), toCheck: of("check") };
}
