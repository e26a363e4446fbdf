import { api } from "#lib/paths.ts";

/** What the page of the queue asks; the server answers the same for its first sight. */
export const queueWanted = { lane: "downloads", live: "open", limit: 200 } as const;
export const queueKey = api.runs(queueWanted);
