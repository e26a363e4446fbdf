import type { ToldFault } from "#cli-bridge/dialects/dialect.ts";
import type { ProcessIdentity } from "./process-identity.ts";
import type { RunFolder } from "./run-folder.ts";
import type { RunLimits } from "./run-limits.ts";

/** What a keeper is told over its stdin. It holds secrets, so it is never written anywhere. */
export type KeeperOrder = {
  folder: RunFolder;
  marker: string;
  /** The program and its arguments as they are spawned, and as they are shown. */
  spawn: string[];
  argv: string[];
  cwd: string;
  env: Record<string, string>;
  secrets: string[];
  /** Whether the program reports on a channel of its own. */
  hasChannel: boolean;
  isPausable: boolean;
  /** What the program prints where it found faults and exits with 0 all the same. */
  tellsFaults?: readonly ToldFault[] | undefined;
  /** Whether it runs a server: it goes on for as long as that, and leaves nothing behind. */
  isServer: boolean;
  limits: RunLimits;
};

/** What a keeper may be told before its order: which program it is to have ready for it. */
export type KeeperAhead = { program: string[]; cwd: string; env: Record<string, string> };

/** `keeper.json`: whoever creates it owns the run. */
export type KeeperFile = {
  keeper: ProcessIdentity;
  child?: ProcessIdentity | undefined;
  startedAt: string;
};
