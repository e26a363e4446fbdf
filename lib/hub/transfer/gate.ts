import type { WaitedFor } from "./waited-for.ts";

/** Lets a transfer go on, or keeps it until it may. */
export type Gate = {
  open(bytes: number, means: GateMeans): Promise<void>;
  /** Whether it has shut for what is under way; without it only those that ask to begin are kept. */
  isShut?(): boolean;
};

export type GateMeans = {
  signal: AbortSignal;
  /** Says what is waited for, and `undefined` when that is over. */
  onWait(waitedFor: WaitedFor | undefined): void;
};

/** Every one of several gates has to be open. */
export function openGates(gates: readonly Gate[]): Gate {
  return {
    open: async (bytes, means) => {
      for (const gate of gates) await gate.open(bytes, means);
    },
    isShut: () => gates.some((gate) => gate.isShut?.()),
  };
}
