import { lstat, rm } from "node:fs/promises";
import { toDiskError } from "./disk-error.ts";
import { sha256OfTarget } from "./existing-target.ts";
import { fetchLarge } from "./fetch-large.ts";
import { fetchSmall } from "./fetch-small.ts";
import { inlineBytesMax } from "./file-hashes.ts";
import type { FileEnd, FileWanted, TransferMeans } from "./file-wanted.ts";
import { openTransport } from "./open-transport.ts";
import { type PartialPaths, partialPathsOf } from "./partial-names.ts";
import { defaultPatience } from "./patience.ts";
import { type ProgressTeller, tellProgress } from "./progress-teller.ts";
import { type Places, settlePlaces } from "./settle-places.ts";
import { withTransferLock } from "./share-transfer.ts";
import type { Transport } from "./transport.ts";

/**
 * Fetches one file: nothing lies under its name before its hash is right, what has come survives every end, and
 * of several processes that want it one fetches while the others follow. Aborting keeps what has come.
 */
export async function fetchFile(wanted: FileWanted, means: TransferMeans): Promise<FileEnd> {
  const transport = means.transport ?? openTransport(means.dispatcher, means.routes);
  try {
    const places = settlePlaces([wanted.target]);
    const end = await fetchUnsynced(wanted, { ...means, places }, transport);
    await places.finish(wanted.target);
    return end;
  } finally {
    if (means.transport === undefined) transport.close();
  }
}

/** The same, but for the folder: whoever fetches many files has that on the disk once for all of them. */
export async function fetchUnsynced(
  wanted: FileWanted,
  { places, ...means }: TransferMeans & { places: Places },
  transport: Transport,
): Promise<FileEnd> {
  const teller = tellProgress(means.onProgress);
  try {
    means.signal.throwIfAborted();
    const end = await fetchOrFind({ wanted, means, transport, teller, places });
    teller.watch(() => wanted.bytes);
    teller.tell({ state: "done", waitsFor: undefined });
    return end;
  } catch (error) {
    if (!means.signal.aborted) teller.tell({ state: "failed", waitsFor: undefined });
    throw toDiskError(error, wanted.target);
  } finally {
    teller.stop();
  }
}

type Transfer = {
  wanted: FileWanted;
  means: TransferMeans;
  transport: Transport;
  teller: ProgressTeller;
  places: Places;
};

async function fetchOrFind(transfer: Transfer): Promise<FileEnd> {
  const { wanted, means, teller } = transfer;
  transfer.places.make(wanted.target);
  const found = await findTarget(transfer);
  if (found) return found;
  if (wanted.bytes > inlineBytesMax) return fetchShared(transfer);
  const { sha256, retries, isPublished } = await fetchSmall(transfer);
  if (!isPublished) await guardSame(wanted, means.signal);
  return { bytes: wanted.bytes, fetched: teller.fetched(), sha256, retries, followed: false, existed: false };
}

async function findTarget({ wanted, means, teller }: Transfer): Promise<FileEnd | undefined> {
  const sha256 = await sha256OfTarget(wanted, means.signal);
  if (sha256 === undefined) return undefined;
  const { bytes } = wanted;
  return { bytes, fetched: teller.fetched(), sha256, retries: 0, followed: false, existed: true };
}

async function fetchShared(transfer: Transfer): Promise<FileEnd> {
  const { wanted, means, teller, places } = transfer;
  const etag = wanted.sha256 ?? wanted.gitSha1 ?? (await wanted.locate(means.signal)).etag ?? "";
  const paths = partialPathsOf(wanted.target, etag);
  const onFollow = (done: number, by: string): void => {
    teller.watch(() => done);
    teller.tell({ state: "going", waitsFor: { words: `${by}, which fetches the same file` } });
  };
  const { strangerMs } = { ...defaultPatience, ...means.patience };
  const makeFolder = (): void => places.hold(wanted.target).close();
  const sharing = { target: wanted.target, signal: means.signal, makeFolder, strangerMs, onFollow };
  return withTransferLock(paths, sharing, async (followed) => {
    teller.tell({ waitsFor: undefined });
    const found = await findTarget(transfer);
    if (found) {
      await dropPublished(wanted.target, paths);
      return { ...found, followed, existed: !followed };
    }
    const { sha256, retries, isPublished } = await fetchLarge({ ...transfer, etag, paths });
    if (!isPublished) {
      await guardSame(wanted, means.signal);
      await Promise.all([paths.part, paths.record].map((path) => rm(path, { force: true })));
    }
    return { bytes: wanted.bytes, fetched: teller.fetched(), sha256, retries, followed, existed: false };
  });
}

/** Somebody else took the name meanwhile; that is well as long as it is the same file. */
async function guardSame(wanted: FileWanted, signal: AbortSignal): Promise<void> {
  await sha256OfTarget({ ...wanted, replace: false }, signal);
}

/** Whoever was killed between giving the file its name and taking the old one away has left both. */
async function dropPublished(target: string, { part, record }: PartialPaths): Promise<void> {
  const [own, old] = await Promise.all([lstat(target), lstat(part).catch(() => undefined)]);
  if (old && (old.ino !== own.ino || old.dev !== own.dev)) return;
  await Promise.all([part, record].map((path) => rm(path, { force: true })));
}
