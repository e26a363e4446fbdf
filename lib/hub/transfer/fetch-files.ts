import { dirname } from "node:path";
import { toDiskError } from "./disk-error.ts";
import { fetchUnsynced } from "./fetch-file.ts";
import { fetchTogether } from "./fetch-together.ts";
import { inlineBytesMax } from "./file-hashes.ts";
import type { FileEnd, FileProgress, FileWanted, TransferMeans } from "./file-wanted.ts";
import { dropDamaged } from "./keep-damaged.ts";
import { openTransport } from "./open-transport.ts";
import { settlePlaces } from "./settle-places.ts";

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

/** Fetches many files over shared connections. No file's fault stops the others; only the signal does. */
export async function fetchFiles(files: readonly FileWanted[], asked: FilesMeans): Promise<FileOutcome[]> {
  const means = { ...asked, places: settlePlaces(files.map(({ target }) => target)) };
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
  const isSmall = ({ bytes }: FileWanted): boolean => bytes <= inlineBytesMax;
  const large = files.filter((file) => !isSmall(file)).values();
  const workSmall = async (): Promise<void> => {
    const small = files.filter(isSmall);
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
  const come = files.filter((file) => outcomes.get(file)?.end !== undefined);
  await dropDamaged(come.filter(isSmall));
  for (const [folder, inFolder] of Map.groupBy(come, ({ target }) => dirname(target))) {
    await means.places.finish(inFolder[0]?.target ?? folder).catch((cause: unknown) => {
      for (const file of inFolder) outcomes.set(file, { file, error: toDiskError(cause, file.target) });
    });
  }
  return files.flatMap((file) => outcomes.get(file) ?? []);
}

/** What is nothing, or what no hash vouches for, is fetched by itself. */
function isFirm({ bytes, sha256, gitSha1 }: FileWanted): boolean {
  return bytes > 0 && (sha256 !== undefined || gitSha1 !== undefined);
}
