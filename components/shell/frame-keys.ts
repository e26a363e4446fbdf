import { api } from "#lib/paths.ts";

export const recentRunsMax = 30;

/** The answers that the frame of every page needs. */
export const frameKeys = {
  runs: api.runs({ live: "all", limit: recentRunsMax }),
  backends: api.backends(),
  registry: api.registry({ limit: 1 }),
} as const;
