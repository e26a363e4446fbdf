/** Waits until all of them have ended, and tells the first failure only then: a straggler would be left behind. */
export async function allEnded(deeds: Iterable<unknown>): Promise<void> {
  for (const ending of await Promise.allSettled(deeds)) if (ending.status === "rejected") throw ending.reason;
}
