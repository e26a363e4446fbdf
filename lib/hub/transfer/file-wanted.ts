import type { Dispatcher } from "undici";
import type { FileLocation } from "../hub.ts";
import type { Gate } from "./gate.ts";
import type { Routes } from "./open-transport.ts";
import type { Pace } from "./pace.ts";
import type { FileOrigin } from "./partial-record.ts";
import type { Patience } from "./patience.ts";
import type { Transport } from "./transport.ts";
import type { WaitedFor } from "./waited-for.ts";

export type FileWanted = {
  locate: (signal: AbortSignal) => Promise<FileLocation>;
  /** The absolute path of the complete file. */
  target: string;
  bytes: number;
  sha256?: string | undefined;
  /** Of a file that lies in git, where the hub tells no other hash. */
  gitSha1?: string | undefined;
  origin: FileOrigin;
  /** Whether another file that lies there may give way. */
  replace?: boolean | undefined;
  /** Whether it came once already, and damaged; then it is tried only once more. */
  cameDamaged?: boolean | undefined;
};

export type FileProgress = {
  state: "waiting" | "going" | "checking" | "done" | "failed";
  /** Bytes of the file that are there, or while it is checked, that were. */
  done: number;
  /** Bytes that came over the network. */
  fetched: number;
  bytesPerSecond?: number | undefined;
  stalledSeconds?: number | undefined;
  waitsFor?: WaitedFor | undefined;
};

export type FileEnd = {
  bytes: number;
  fetched: number;
  sha256: string;
  retries: number;
  /** Whether another process fetched it meanwhile. */
  followed: boolean;
  /** Whether it was there before. */
  existed: boolean;
};

export type TransferMeans = {
  dispatcher: Dispatcher;
  /** The hub's settings, which tell where the fast way will do. */
  routes?: Routes | undefined;
  /** What several files share; without it each file has connections of its own. */
  transport?: Transport | undefined;
  pace?: Pace | undefined;
  gate?: Gate | undefined;
  /** At most so many for a file, where more than one helps. */
  connections?: number | undefined;
  /** So many, as somebody said so. */
  connectionsAsked?: number | undefined;
  patience?: Partial<Patience> | undefined;
  signal: AbortSignal;
  onProgress(progress: FileProgress): void;
};
