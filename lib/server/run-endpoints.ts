import type { Endpoint } from "./endpoints.ts";

/** What can be asked of runs and done about them. */
export const runEndpoints: readonly Endpoint[] = [
  {
    path: "/api/runs",
    method: "get",
    says: "Runs, the newest first",
    gives: "runs",
    asks: ["state", "end", "lane", "live", "command", "limit", "before"],
  },
  { path: "/api/runs", method: "post", says: "Start a run", takes: "runRequest", gives: "run" },
  {
    path: "/api/runs/stream",
    method: "get",
    says: "Runs and the registry as they move: a part of /api/live",
    gives: "text/event-stream",
  },
  { path: "/api/runs/{id}", method: "get", says: "One run", gives: "run" },
  {
    path: "/api/runs/{id}",
    method: "delete",
    says: "Cancel a run, or give up one that could be resumed; any other that has ended is left as it is",
    gives: "run",
  },
  {
    path: "/api/runs/{id}/pause",
    method: "post",
    says: "Stop a run where another can go on; asking twice is asking once",
    takes: "pauseRequest",
    gives: "run",
    status: 200,
  },
  {
    path: "/api/runs/{id}/resume",
    method: "post",
    says: "Go on from where a run stopped, as another run at the head of the queue, unless said otherwise",
    takes: "resumeRequest",
    gives: "run",
  },
  {
    path: "/api/runs/{id}/try-now",
    method: "post",
    says: "Tell a run that waits for an answer from elsewhere to ask again at once",
    takes: "tryNowRequest",
    gives: "run",
    status: 200,
  },
  {
    path: "/api/runs/{id}/move",
    method: "post",
    says: "Put a waiting run before another of its lane, or first or last",
    takes: "moveRequest",
    gives: "run",
    status: 200,
  },
  {
    path: "/api/runs/{id}/repeat",
    method: "post",
    says: "Start the same again, by the same rules",
    takes: "repeatRequest",
    gives: "run",
  },
  {
    path: "/api/runs/{id}/events",
    method: "get",
    says: "A run's events from the beginning, or after the one in Last-Event-ID",
    gives: "text/event-stream",
    asks: ["after"],
  },
  {
    path: "/api/runs/{id}/log",
    method: "get",
    says: "What a run printed",
    gives: "text/plain",
    asks: ["from", "lines", "download"],
  },
];
