import { rename, rm } from "node:fs/promises";
import { basename } from "node:path";
import { fetchMissing } from "./fetch-missing.ts";
import { damagedError, mismatchOf, needsGitSha1 } from "./file-hashes.ts";
import type { FileEnd, FileWanted, TransferMeans } from "./file-wanted.ts";
import { type FileHashes, followWithHashes, type HashFollower } from "./hash-follower.ts";
import { openPartialFile, type PartialFile } from "./partial-file.ts";
import { type PartialPaths, partialPathsIn } from "./partial-names.ts";
import { recordHeadOf } from "./partial-record.ts";
import { defaultPatience } from "./patience.ts";
import type { ProgressTeller } from "./progress-teller.ts";
import { publishFile, syncFolderOf } from "./publish-file.ts";
import type { Place, Places } from "./settle-places.ts";
import { shareAddress } from "./shared-address.ts";
import type { Transport } from "./transport.ts";

export type LargeTransfer = {
  wanted: FileWanted;
  means: TransferMeans;
  transport: Transport;
  etag: string;
  places: Places;
  paths: PartialPaths;
  teller: ProgressTeller;
};

/** A few connections use a wide line well; on a narrow one they do no harm. */
const connectionsDefault = 4;
const perConnectionBytesMin = 8 * 1024 * 1024;

type LargeEnd = Pick<FileEnd, "sha256" | "retries"> & { isPublished: boolean };

/** Fetches a file beside its name, and gives it that name when its hash is right. The caller holds its lock. */
export async function fetchLarge(transfer: LargeTransfer): Promise<LargeEnd> {
  const { wanted, etag, places } = transfer;
  const place = places.hold(wanted.target);
  const paths = partialPathsIn(place.partials, basename(wanted.target), etag);
  return fetchAt({ ...transfer, paths, place, shown: transfer.paths }).finally(place.close);
}

/** The paths lead through the folder that is held; those that a person is shown do not. */
type HeldTransfer = LargeTransfer & { place: Place; shown: PartialPaths };

async function fetchAt(transfer: HeldTransfer): Promise<LargeEnd> {
  const { wanted, paths, shown } = transfer;
  const name = basename(wanted.target);
  const head = await recordHeadOf(transfer);
  let retries = 0;
  for (let damaged = 0; ; damaged += 1) {
    const partial = openPartialFile(paths, head);
    const one = await fillPartial(transfer, partial).finally(() => partial.close());
    retries += one.retries;
    const mismatch = mismatchOf(one.hashes, wanted);
    if (mismatch === undefined) {
      const isPublished = await publish(transfer);
      return { sha256: one.hashes.sha256, retries, isPublished };
    }
    await rename(paths.part, paths.damaged);
    if (damaged > 0) throw damagedError(name, mismatch, shown.damaged);
    retries += 1;
  }
}

async function publish({ wanted: { replace }, paths, place }: HeldTransfer): Promise<boolean> {
  place.check();
  const isPublished = publishFile({ part: paths.part, target: place.target, replace });
  if (!isPublished) return false;
  await syncFolderOf(place.target);
  await Promise.all([paths.record, paths.damaged].map((path) => rm(path, { force: true })));
  return true;
}

type Filled = { hashes: FileHashes; retries: number };

async function fillPartial(transfer: LargeTransfer, partial: PartialFile): Promise<Filled> {
  const { wanted, means, teller, paths, transport } = transfer;
  const { bytes } = wanted;
  let follower: HashFollower | undefined;
  const follow = (): HashFollower => followWithHashes(paths.part, bytes, needsGitSha1(wanted));
  const most = Math.max(1, Math.floor(bytes / perConnectionBytesMin));
  try {
    follower = follow();
    follower.moveTo(partial.done().frontier());
    teller.watch(() => partial.done().bytes());
    teller.tell({ state: "going", waitsFor: undefined });
    const { retries } = await fetchMissing({
      name: basename(wanted.target),
      ...{ bytes, partial, transport, pace: means.pace, gate: means.gate, signal: means.signal },
      address: shareAddress(wanted.locate),
      patience: { ...defaultPatience, ...means.patience },
      connections: means.connectionsAsked ?? Math.min(most, means.connections ?? connectionsDefault),
      isAsked: means.connectionsAsked !== undefined,
      isWhole: wanted.sha256 === undefined && wanted.gitSha1 === undefined,
      roomAt: (at) => follower?.roomAt(at),
      onBytes: (written) => {
        teller.came(written.chunk.length);
        follower?.moveTo(partial.done().frontier(), written);
      },
      onRestart: () => {
        void follower?.stop();
        follower = follow();
      },
      onWait: (waitsFor) => teller.tell({ waitsFor }),
    });
    teller.watch(follower.hashed);
    teller.tell({ state: "checking" });
    const [hashes] = await Promise.all([follower.hashes, partial.sync()]);
    return { hashes, retries };
  } finally {
    partial.checkpoint();
    await follower?.stop();
  }
}
