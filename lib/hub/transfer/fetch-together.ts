import { lstatSync } from "node:fs";
import type { FilesMeans } from "./fetch-files.ts";
import type { FileEnd, FileWanted } from "./file-wanted.ts";
import type { GateMeans } from "./gate.ts";
import { type HoldForMany, holdForMany } from "./hold-for-many.ts";
import { openLanes } from "./lanes.ts";
import { defaultPatience } from "./patience.ts";
import type { Places } from "./settle-places.ts";
import { type Address, openSiblingAddresses } from "./sibling-address.ts";
import { openSmallErrand, type SmallAsked, type SmallEnd, type SmallErrand } from "./small-errand.ts";
import type { Transport } from "./transport.ts";

/** So many are asked for, or on their way to the disk, at a time. */
const atOnce = 128;
/** After so many bytes it is asked again whether there is room, and whether it is time. */
const gateBytes = 16 * 1024 * 1024;
/** After so many in a row that did not come, each is asked for by itself. */
const vainMax = 8;

/**
 * Fetches small files whose hash is known over a few connections, as fast as everything goes well. Whatever does
 * not, of any kind, is left for the way on which each file is fetched, tried again and told about by itself; what
 * came damaged is named, as that has had its first try.
 */
export async function fetchTogether(
  files: readonly FileWanted[],
  means: FilesMeans & { places: Places },
  transport: Transport,
): Promise<{ ends: Map<FileWanted, FileEnd>; damaged: Set<FileWanted> }> {
  const { signal } = means;
  const ends = new Map<FileWanted, FileEnd>();
  const damaged = new Set<FileWanted>();
  const held = holdForMany(means.places);
  const ask = openAsking({ ...means, places: held }, transport);
  const addresses = openSiblingAddresses();
  const pass = openGateFor(means);
  const waiting = files.values();
  let vain = 0;
  const work = async (): Promise<void> => {
    for (const file of waiting) {
      if (signal.aborted || vain >= vainMax) return;
      if (lstatSync(file.target, { throwIfNoEntry: false })) continue;
      await pass(file);
      const end = await ask.for(file, await addresses.of(file, signal));
      if (end === "damaged") damaged.add(file);
      const hasCome = typeof end === "object";
      vain = hasCome ? 0 : vain + 1;
      if (!hasCome) continue;
      ends.set(file, end);
      means.onProgress(file, { state: "done", done: file.bytes, fetched: file.bytes });
    }
  };
  // What could not be located or let through is fetched by itself, and that tells what is wrong.
  await Promise.allSettled(Array.from({ length: atOnce }, work));
  ask.end();
  held.close();
  return { ends, damaged };
}

/** Asks for files, and gives what became of each, or nothing where it is to be fetched by itself. */
function openAsking(
  { signal, pace, patience, places }: FilesMeans & { places: HoldForMany },
  transport: Transport,
) {
  const stallMs = patience?.stallMs ?? defaultPatience.stallMs;
  const lanes = openLanes<SmallErrand>({
    ...{ transport, stallMs, pace, signal },
    giveUp: (errand) => errand.settle(undefined),
  });
  const ask = (asked: SmallAsked, settle: (end: SmallEnd) => void): void => {
    const askNext = (next: SmallAsked): void => ask(next, settle);
    lanes.ask(openSmallErrand(asked, { signal, places, askNext, settle }));
  };
  return {
    for: (file: FileWanted, { url, headers }: Address) =>
      new Promise<SmallEnd>((resolve) => ask({ file, url, headers, redirects: 0 }, resolve)),
    end: lanes.close,
  };
}

/** Lets files through until so many bytes have passed, then asks the gate once for all that wait. */
function openGateFor({
  gate,
  signal,
  onProgress,
}: FilesMeans): (file: FileWanted) => Promise<void> | undefined {
  let free = 0;
  let opening: Promise<void> | undefined;
  return (file) => {
    free -= file.bytes;
    if (gate === undefined || (free >= 0 && !gate.isShut?.())) return undefined;
    const onWait: GateMeans["onWait"] = (waitsFor) =>
      onProgress(file, { state: "going", done: 0, fetched: 0, waitsFor });
    opening ??= gate.open(gateBytes, { signal, onWait }).finally(() => {
      free = gateBytes;
      opening = undefined;
    });
    return opening;
  };
}
