import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toByteWords } from "#lib/format.ts";
import { type DiskRoom, diskRoomOf } from "../plan/disk-room.ts";
import type { Gate } from "./gate.ts";

export type DiskReserve = {
  folder: string;
  /** What is to stay free now; without a word 5 GiB, or 5 % of a small disk. */
  bytesNow?: (() => number | undefined) | undefined;
  roomOf?: ((folder: string) => Promise<DiskRoom | undefined>) | undefined;
  lookMs?: number | undefined;
  waitMsMax?: number | undefined;
};

const reserveBytesMax = 5 * 1024 ** 3;
const reservePart = 0.05;
const lookMsDefault = 2_000;
const weekMs = 7 * 24 * 3_600_000;

export function reserveOf(total: number, said: number | undefined): number {
  return said ?? Math.min(reserveBytesMax, Math.floor(total * reservePart));
}

/** Waits while the disk has too little room, and goes on by itself when there is room again. */
export function keepDiskReserve(reserve: DiskReserve): Gate {
  const { folder, roomOf = diskRoomOf, lookMs = lookMsDefault, waitMsMax = weekMs } = reserve;
  const lackOf = async (bytes: number): Promise<string | undefined> => {
    const room = await roomOf(folder);
    if (room === undefined) return undefined;
    const kept = reserveOf(room.total, reserve.bytesNow?.());
    if (room.free - bytes >= kept) return undefined;
    return `room on the disk: ${toByteWords(room.free)} are free, ${toByteWords(kept)} are to stay free`;
  };
  return {
    open: async (bytes, { signal, onWait }) => {
      const begunAt = performance.now();
      let lack = await lackOf(bytes);
      if (lack === undefined) return;
      for (; lack !== undefined; lack = await lackOf(bytes)) {
        if (performance.now() - begunAt > waitMsMax) throw noSpace(folder, lack);
        onWait({ words: lack });
        await delay(lookMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
      onWait(undefined);
    },
  };
}

function noSpace(folder: string, lack: string): ConsoleError {
  return new ConsoleError("no-space", `${folder} never got ${lack}.`, {
    hint: "Make room, then give the same command again; what has come so far is kept.",
  });
}
