/** Asks a program that may be missing, fail or hang; whoever may start programs hands this in. */
export type AskProgram = (
  argv: readonly string[],
  limitMs: number,
) => Promise<{ text: string } | { problem: "missing" | "failed" | "silent" }>;

/** Lets a program run that tells line after line until the signal ends it. It comes back when it has ended. */
export type FollowProgram = (
  argv: readonly string[],
  following: { onLine: (line: string) => void; signal: AbortSignal },
) => Promise<void>;
