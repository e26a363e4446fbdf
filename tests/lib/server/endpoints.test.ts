import { expect, test } from "vitest";
import { commandNames } from "#cli-bridge/catalogue/index.ts";
import { endpoints } from "#lib/server/endpoints.ts";

/** What the routes of an older dashboard did for servers of models, and what does it here: an address, or a command. */
const routes: [theirs: string, ours: string[]][] = [
  ["GET /api/health, /health, /ping, /api/test", ["get /api/health"]],
  ["GET /metrics, /api/metrics/*", ["get /metrics"]],
  ["GET /api/models/available, /lists, /combined", ["get /api/backends/{id}/models"]],
  ["GET /api/models/running, /status/<m>", ["get /api/backends/{id}/loaded", "get /api/live"]],
  ["GET /api/models/info/<m>", ["get /api/backends/{id}/show"]],
  ["GET /api/models/downloadable", ["get /api/hub/search"]],
  ["GET /api/models/memory/usage", ["get /api/machine", "get /api/system"]],
  ["GET /api/models/performance/<m>", ["post /api/backends/{id}/test"]],
  ["POST /api/models/start/<m>, /bulk/start", ["backend-load"]],
  ["POST /api/models/stop/<m>, /restart/<m>", ["backend-unload", "backend-load"]],
  ["DELETE /api/models/delete/<m>", ["ollama-delete"]],
  ["POST /api/models/pull/<m>", ["ollama-pull", "get /api/runs/{id}/events"]],
  ["POST /api/models/settings/<m>/bake", ["ollama-create"]],
  ["GET /api/tasks, /api/tasks/<id>", ["get /api/runs", "get /api/runs/{id}"]],
  ["GET /api/system/stats, /stats/history", ["get /api/system", "get /api/system/history"]],
  ["GET /api/version, /api/service/status", ["get /api/backends"]],
  ["POST /api/service/start, /stop, /restart", ["backend-start", "backend-stop", "backend-restart"]],
  ["GET, POST /api/settings", ["get /api/settings", "set-config", "backend-config"]],
];

const known = new Set<string>([...commandNames, ...endpoints.map(({ method, path }) => `${method} ${path}`)]);

test.each(routes)("1.2.2 what %s did has its place", (_, ours) => {
  expect(ours.filter((each) => !known.has(each))).toEqual([]);
});
