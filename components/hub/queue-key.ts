import { api } from "#lib/paths.ts";

export const queueRunsMax = 200;

/** What the page of the queue asks; the server answers the same for its first sight. */
export const queueKey = api.runs({ lane: "downloads", live: "all", limit: queueRunsMax });
