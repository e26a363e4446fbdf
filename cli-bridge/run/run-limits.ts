/** How far a run may go. Every figure can be lowered by tests and by settings. */
export type RunLimits = {
  /** Absent means that only a person ends the run. */
  timeMs?: number | undefined;
  /** What `events.sse` may weigh on disk. */
  bytesMax: number;
  /** Between TERM and KILL. */
  graceMs: number;
  /** The same for a run that was asked to pause, since it has something to write down first. */
  pauseGraceMs: number;
  /** The same for a run that has a server to end, which takes longer and is ended by the run itself. */
  serverGraceMs: number;
  /** What `events.sse` of such a run may weigh before its older half is let go. */
  serverBytesMax: number;
  /** How long output is still read after the program itself has ended. */
  drainMs: number;
  lineBytesMax: number;
};

export const runLimits: RunLimits = {
  bytesMax: 256 * 1024 * 1024,
  graceMs: 5_000,
  pauseGraceMs: 10_000,
  serverGraceMs: 45_000,
  serverBytesMax: 64 * 1024 * 1024,
  drainMs: 1_000,
  lineBytesMax: 64 * 1024,
};
