import { basename } from "node:path";
import { fetchMissing } from "./fetch-missing.ts";
import { damagedError, hashesOfBytes, mismatchOf, needsGitSha1 } from "./file-hashes.ts";
import type { FileWanted, TransferMeans } from "./file-wanted.ts";
import { keepDamaged } from "./keep-damaged.ts";
import { keepSmallFile } from "./keep-small-file.ts";
import { openMemoryPartial } from "./memory-partial.ts";
import { defaultPatience } from "./patience.ts";
import type { ProgressTeller } from "./progress-teller.ts";
import type { Places } from "./settle-places.ts";
import { shareAddress } from "./shared-address.ts";
import type { Transport } from "./transport.ts";

export type SmallTransfer = {
  wanted: FileWanted;
  means: TransferMeans;
  transport: Transport;
  places: Places;
  teller: ProgressTeller;
};

/** Fetches a file into memory, and writes it at once when its hash is right. */
export async function fetchSmall(transfer: SmallTransfer) {
  const { wanted, means, teller, transport } = transfer;
  const { bytes, target } = wanted;
  const partial = openMemoryPartial(bytes);
  teller.watch(() => partial.done().bytes());
  teller.tell({ state: "going" });
  let retries = wanted.cameDamaged ? 1 : 0;
  for (let damaged = retries; ; damaged += 1) {
    const one = await fetchMissing({
      name: basename(target),
      ...{ bytes, partial, transport, pace: means.pace, gate: means.gate, signal: means.signal },
      address: shareAddress(wanted.locate),
      patience: { ...defaultPatience, ...means.patience },
      connections: 1,
      isWhole: wanted.sha256 === undefined && wanted.gitSha1 === undefined,
      onBytes: ({ chunk }) => teller.came(chunk.length),
      onRestart: () => undefined,
      onWait: (waitsFor) => teller.tell({ waitsFor }),
    });
    retries += one.retries;
    const hashes = hashesOfBytes(partial.content, needsGitSha1(wanted));
    const mismatch = mismatchOf(hashes, wanted);
    if (mismatch === undefined) {
      const keeping = { place: transfer.places.hold(target), replace: wanted.replace };
      const isPublished = await keepSmallFile(keeping, partial.content);
      return { sha256: hashes.sha256, retries, isPublished };
    }
    if (damaged > 0) {
      const kept = await keepDamaged(wanted, transfer.places, partial.content);
      throw damagedError(basename(target), mismatch, kept);
    }
    retries += 1;
    partial.restart();
  }
}
