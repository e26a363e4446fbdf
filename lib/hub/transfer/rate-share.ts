import { mkdir, readdir, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isMakerGone, thisHolder } from "#lib/registry/lock-holder.ts";

/** How many processes download now, so that one rate can hold for all of them together. */
export type RateShare = {
  sharers(): number;
  leave(): Promise<void>;
};

const suffix = ".claim";
const lookMs = 2_000;

/** Each process that downloads lays down a file that names it, and counts those of the living. */
export async function joinRateShare(folder: string): Promise<RateShare> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { token } = await thisHolder("download");
  const own = join(folder, `${token}${suffix}`);
  await writeFile(own, "", { flag: "wx", mode: 0o600 });
  let sharers = await countClaims(folder);
  const timer = setInterval(() => {
    countClaims(folder).then(
      (count) => {
        sharers = count;
      },
      () => undefined,
    );
  }, lookMs);
  timer.unref();
  return {
    sharers: () => sharers,
    leave: async () => {
      clearInterval(timer);
      await unlink(own).catch(() => undefined);
    },
  };
}

async function countClaims(folder: string): Promise<number> {
  const claims = (await readdir(folder)).filter((name) => name.endsWith(suffix));
  const gone = claims.filter((name) => isMakerGone(name.slice(0, -suffix.length)));
  await Promise.all(gone.map((name) => unlink(join(folder, name)).catch(() => undefined)));
  return Math.max(1, claims.length - gone.length);
}
