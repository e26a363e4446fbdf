/** Lets a transfer go on, or keeps it until it may. */
export type Gate = {
  open(bytes: number, means: GateMeans): Promise<void>;
};

export type GateMeans = {
  signal: AbortSignal;
  /** Says what is waited for, and `undefined` when that is over. */
  onWait(reason: string | undefined): void;
};

/** Every one of several gates has to be open. */
export function openGates(gates: readonly Gate[]): Gate {
  return {
    open: async (bytes, means) => {
      for (const gate of gates) await gate.open(bytes, means);
    },
  };
}
