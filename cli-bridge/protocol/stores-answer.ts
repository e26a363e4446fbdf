import { z } from "zod";

/** What a place on this machine holds, or why nothing is known of it. */
const storePlace = z.strictObject({
  /** A folder, or the address of a server. */
  where: z.string(),
  state: z.enum(["found", "not there", "not readable", "not a server"]),
  models: z.number().int().nonnegative().optional(),
  /** What is on the disk, what is shared counted once. */
  bytes: z.number().nonnegative().optional(),
  says: z.string().optional(),
});

export const storesAnswer = z.strictObject({
  ollamaServer: storePlace,
  /** The first folder that is there, else every one that was looked for. */
  ollamaStore: z.array(storePlace),
  lmstudio: z.array(storePlace),
  hubCache: z.array(storePlace),
  roots: z.array(
    z.strictObject({
      path: z.string(),
      free: z.number().nonnegative().optional(),
      total: z.number().nonnegative().optional(),
    }),
  ),
});

export type StorePlace = z.infer<typeof storePlace>;
export type StoresAnswer = z.infer<typeof storesAnswer>;
