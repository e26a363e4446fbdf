import { lstatSync, readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { toDiskError } from "./disk-error.ts";
import { fetchUnsynced } from "./fetch-file.ts";
import { fetchTogether } from "./fetch-together.ts";
import { inlineBytesMax } from "./file-hashes.ts";
import type { FileEnd, FileProgress, FileWanted, TransferMeans } from "./file-wanted.ts";
import { openTransport } from "./open-transport.ts";
import { dropPartialsOf } from "./partials.ts";
import { goneError, type Places, settlePlaces } from "./settle-places.ts";
import { takeSmallTurn } from "./share-small.ts";
import { watchPlaces } from "./watch-places.ts";

export type FilesMeans = Omit<TransferMeans, "onProgress"> & {
  /** Of the large ones; small files only keep a connection busy. */
  filesAtOnce?: number | undefined;
  onProgress(file: FileWanted, progress: FileProgress): void;
};

export type FileOutcome =
  | { file: FileWanted; end: FileEnd; error?: undefined }
  | { file: FileWanted; end?: undefined; error: unknown };

const largeAtOnce = 4;
const smallAtOnce = 16;
/** For fewer it is not worth beginning with. */
const togetherMin = 8;

/**
 * Fetches many files over shared connections. No file's fault stops the others; only the signal does, and a folder that
 * goes away.
 */
export async function fetchFiles(files: readonly FileWanted[], asked: FilesMeans): Promise<FileOutcome[]> {
  const places = settlePlaces(files.map(({ target }) => target));
  const watch = watchPlaces(places, asked.signal);
  try {
    const outcomes = await fetchInto(files, { ...asked, places, signal: watch.signal });
    if (outcomes.some(({ error }) => error !== undefined)) await watch.guard();
    return outcomes;
  } finally {
    watch.stop();
  }
}

type PlacedMeans = FilesMeans & { places: Places };

async function fetchInto(files: readonly FileWanted[], means: PlacedMeans): Promise<FileOutcome[]> {
  const transport = means.transport ?? openTransport(means.dispatcher, means.routes);
  const outcomes = new Map<FileWanted, FileOutcome>();
  const damaged = new Set<FileWanted>();
  const wantedNow = (file: FileWanted) => (damaged.has(file) ? { ...file, cameDamaged: true } : file);
  const work = async (waiting: IterableIterator<FileWanted>): Promise<void> => {
    for (const file of waiting) {
      const onProgress = (progress: FileProgress): void => means.onProgress(file, progress);
      try {
        outcomes.set(file, {
          file,
          end: await fetchUnsynced(wantedNow(file), { ...means, onProgress }, transport),
        });
      } catch (error) {
        outcomes.set(file, { file, error });
      }
    }
  };
  let lettingGo: Promise<void> | undefined;
  const isSmall = ({ bytes }: FileWanted): boolean => bytes <= inlineBytesMax;
  const large = files.filter((file) => !isSmall(file)).values();
  const workSmall = async (): Promise<void> => {
    const small = files.filter(isSmall);
    const letGo = await takeSmallTurn(small, means);
    await fetchAllSmall(small).finally(() => {
      lettingGo = letGo();
    });
  };
  const fetchAllSmall = async (small: readonly FileWanted[]): Promise<void> => {
    const firm = small.filter(isFirm);
    if (firm.length >= togetherMin && transport.pipeline) {
      const together = await fetchTogether(firm, means, transport);
      for (const [file, end] of together.ends) outcomes.set(file, { file, end });
      for (const file of together.damaged) damaged.add(file);
    }
    const left = small.filter((file) => !outcomes.has(file)).values();
    await Promise.all(Array.from({ length: smallAtOnce }, () => work(left)));
  };
  await Promise.all([
    workSmall(),
    ...Array.from({ length: means.filesAtOnce ?? largeAtOnce }, () => work(large)),
  ]);
  if (means.transport === undefined) transport.close();
  const hasCome = (file: FileWanted): boolean => outcomes.get(file)?.end !== undefined;
  const come = files.filter(hasCome);
  await dropPartialsOf(new Set(come.map(({ target }) => target)));
  for (const [folder, inFolder] of Map.groupBy(come, ({ target }) => dirname(target))) {
    await means.places.finish(inFolder[0]?.target ?? folder).catch((cause: unknown) => {
      for (const file of inFolder) outcomes.set(file, { file, error: toDiskError(cause, file.target) });
    });
  }
  for (const file of goneOf(come.filter(hasCome)))
    outcomes.set(file, { file, error: goneError(dirname(file.target)) });
  await lettingGo;
  return files.flatMap((file) => outcomes.get(file) ?? []);
}

/** A folder may have been taken away and made again by somebody in between. */
function goneOf(files: readonly FileWanted[]): FileWanted[] {
  return [...Map.groupBy(files, ({ target }) => dirname(target))].flatMap(([folder, inFolder]) => {
    const there = namesIn(folder);
    const isThere = ({ target }: FileWanted) =>
      there.has(basename(target)) || lstatSync(target, { throwIfNoEntry: false }) !== undefined;
    return inFolder.filter((file) => !isThere(file));
  });
}

/** One question in place of thousands. What is spelled otherwise there is asked for by itself. */
function namesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch {
    return new Set();
  }
}

/** What is nothing, or what no hash vouches for, is fetched by itself. */
function isFirm({ bytes, sha256, gitSha1 }: FileWanted): boolean {
  return bytes > 0 && (sha256 !== undefined || gitSha1 !== undefined);
}
