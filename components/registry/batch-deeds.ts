/** What can be done with several models at once; each is one use of one command. */
export const batchDeeds = {
  verify: { command: "verify", verb: "Verify" },
  tag: { command: "set-meta", verb: "Tag" },
  role: { command: "set-roles", verb: "Set a role of" },
  favourite: { command: "set-meta", verb: "Mark" },
  unfavourite: { command: "set-meta", verb: "Unmark" },
  lock: { command: "lock", verb: "Lock" },
  unlock: { command: "unlock", verb: "Unlock" },
  remove: { command: "remove", verb: "Remove" },
} as const;

export type BatchDeed = keyof typeof batchDeeds;

/** What is meant to be done, and with which models. */
export type BatchWish = { deed: BatchDeed; names: readonly string[] };

/** The models as the commands take them: one, and more. */
export function namesInput(names: readonly string[]): Record<string, unknown> {
  const [name, ...more] = names;
  return { name, ...(more.length > 0 && { more }) };
}
