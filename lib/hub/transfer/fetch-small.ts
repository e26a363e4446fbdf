import { randomBytes } from "node:crypto";
import { closeSync, constants, rmSync } from "node:fs";
import { basename } from "node:path";
import { fetchMissing } from "./fetch-missing.ts";
import { damagedError, hashesOfBytes, mismatchOf, needsGitSha1 } from "./file-hashes.ts";
import type { FileWanted, TransferMeans } from "./file-wanted.ts";
import { openMemoryPartial } from "./memory-partial.ts";
import { openOwnFile, writeWhole } from "./own-file.ts";
import { ensurePartialFolder } from "./partial-folder.ts";
import { partialFolderOf, pathsOfStem } from "./partial-names.ts";
import { defaultPatience } from "./patience.ts";
import type { ProgressTeller } from "./progress-teller.ts";
import { publishFile } from "./publish-file.ts";
import { shareAddress } from "./shared-address.ts";
import { syncSmallFile } from "./sync-small-file.ts";
import type { Transport } from "./transport.ts";

export type SmallTransfer = {
  wanted: FileWanted;
  means: TransferMeans;
  transport: Transport;
  teller: ProgressTeller;
};

const { O_CREAT, O_EXCL, O_WRONLY } = constants;

/** Fetches a file into memory, and writes it at once when its hash is right. */
export async function fetchSmall(transfer: SmallTransfer) {
  const { wanted, means, teller, transport } = transfer;
  const { bytes, target } = wanted;
  const partial = openMemoryPartial(bytes);
  teller.watch(() => partial.done().bytes());
  teller.tell({ state: "going" });
  let retries = 0;
  for (let damaged = 0; ; damaged += 1) {
    const one = await fetchMissing({
      name: basename(target),
      ...{ bytes, partial, transport, pace: means.pace, gate: means.gate, signal: means.signal },
      address: shareAddress(wanted.locate),
      patience: { ...defaultPatience, ...means.patience },
      connections: 1,
      isWhole: wanted.sha256 === undefined && wanted.gitSha1 === undefined,
      onBytes: teller.came,
      onRestart: () => undefined,
      onWait: (waitsFor) => teller.tell({ waitsFor }),
    });
    retries += one.retries;
    const hashes = hashesOfBytes(partial.content, needsGitSha1(wanted));
    const mismatch = mismatchOf(hashes, wanted);
    if (mismatch === undefined) {
      return { sha256: hashes.sha256, retries, isPublished: await keep(transfer, partial.content) };
    }
    if (damaged > 0) throw damagedError(basename(target), mismatch, undefined);
    retries += 1;
    partial.restart();
  }
}

/** Asking for random bytes each time takes longer than writing a small file. */
const ownStem = randomBytes(8).toString("hex");
let stems = 0;

function nextStem(): string {
  stems = (stems + 1) % 0xffffffff;
  return `${ownStem}${stems.toString(16).padStart(8, "0")}`;
}

async function keep({ wanted: { target, replace } }: SmallTransfer, content: Buffer): Promise<boolean> {
  // Two processes may write the same small file at a time, each under a name of its own.
  const { folder, part } = pathsOfStem(partialFolderOf(target), nextStem());
  ensurePartialFolder(folder);
  const file = openOwnFile(part, O_WRONLY | O_CREAT | O_EXCL);
  try {
    writeWhole(file, content);
    await syncSmallFile(file);
    if (publishFile({ part, target, replace })) return true;
    rmSync(part);
    return false;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}
