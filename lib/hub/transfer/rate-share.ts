import { readdir, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isMakerGone, thisHolder } from "#lib/registry/lock-holder.ts";
import { ensureFolder } from "#lib/state/ensure-folder.ts";

/** How many processes receive now, so that one rate can hold for all of them together. */
export type RateShare = {
  /** This process and the others, as they were last counted. */
  sharers(): number;
  /** Counts anew. Whoever only waits is counted by nobody else. */
  look(isReceiving: boolean): Promise<void>;
  leave(): Promise<void>;
};

const suffix = ".claim";

/** Each process that receives lays down a file that names it, and counts those of the living. */
export async function joinRateShare(folder: string): Promise<RateShare> {
  await ensureFolder(folder, 0o700);
  const { token } = await thisHolder("download");
  const own = `${token}${suffix}`;
  const leave = () => unlink(join(folder, own)).catch(() => undefined);
  let sharers = 1;
  const look = async (isReceiving: boolean): Promise<void> => {
    if (isReceiving) await writeFile(join(folder, own), "", { mode: 0o600 });
    else await leave();
    sharers = 1 + (await countOthers(folder, own));
  };
  await look(true);
  return { sharers: () => sharers, look, leave };
}

async function countOthers(folder: string, own: string): Promise<number> {
  const claims = (await readdir(folder)).filter((name) => name.endsWith(suffix) && name !== own);
  const gone = claims.filter((name) => isMakerGone(name.slice(0, -suffix.length)));
  await Promise.all(gone.map((name) => unlink(join(folder, name)).catch(() => undefined)));
  return claims.length - gone.length;
}
