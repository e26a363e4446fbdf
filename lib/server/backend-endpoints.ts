import type { Endpoint } from "./endpoints.ts";

/** What the API tells of servers of models, and of what happens to them. */
export const backendEndpoints: readonly Endpoint[] = [
  { path: "/api/backends", method: "get", says: "Every server, as it was seen last", gives: "backends" },
  {
    path: "/api/backends",
    method: "post",
    says: "Add a server",
    takes: "backendRequest",
    gives: "backend",
    status: 201,
  },
  {
    path: "/api/backends/discover",
    method: "post",
    says: "Ask the usual ports of this machine, and take up the servers that answer",
    gives: "application/json",
  },
  {
    path: "/api/backends/identify",
    method: "post",
    says: "Find out what kind of server answers at an address",
    takes: "identifyRequest",
    gives: "application/json",
  },
  {
    path: "/api/backends/{id}",
    method: "patch",
    says: "Change a saved server; another address is another server, with another id",
    takes: "backendChangeRequest",
    gives: "backend",
  },
  {
    path: "/api/backends/{id}",
    method: "delete",
    says: "Forget a saved server; nothing is stopped",
    gives: "application/json",
  },
  {
    path: "/api/backends/{id}/models",
    method: "get",
    says: "Every model that a server could serve",
    gives: "backendModels",
  },
  {
    path: "/api/backends/{id}/loaded",
    method: "get",
    says: "What a server holds in memory, as it was seen last",
    gives: "loadedModels",
  },
  {
    path: "/api/backends/{id}/history",
    method: "get",
    says: "How long models took to load at a server, and how quickly they wrote, the newest first",
    gives: "backendHistory",
  },
  {
    path: "/api/backends/{id}/requests",
    method: "get",
    says: "What this console has asked a server, the newest first; the same question again and again stands once",
    gives: "backendRequests",
  },
  {
    path: "/api/backends/{id}/refresh",
    method: "post",
    says: "Look at a server now, and come back with what was seen",
    gives: "backend",
  },
  {
    path: "/api/backends/{id}/test",
    method: "post",
    says: "Say a little to a model and measure the answer; a model that is not in memory may be loaded for it",
    takes: "chatTestRequest",
    gives: "application/json",
  },
  {
    path: "/api/backends/{id}/show",
    method: "get",
    says: "All that a server knows of a model",
    gives: "application/json",
    asks: ["model"],
  },
  {
    path: "/api/activity",
    method: "get",
    says: "What happened to servers and models, the newest first, or all of it as a file",
    gives: "activity",
    asks: ["kind", "instance", "before", "limit", "format"],
  },
  {
    path: "/api/live",
    method: "get",
    says: "Servers, the machine, what happens, runs and the registry, as they move; after the event in Last-Event-ID",
    gives: "text/event-stream",
    asks: ["after"],
  },
  { path: "/metrics", method: "get", says: "Figures for Prometheus", gives: "text/plain" },
];
