import { backendEndpoints } from "./backend-endpoints.ts";
import { chatEndpoints } from "./chat-endpoints.ts";
import { hubEndpoints } from "./hub-endpoints.ts";
import type { SchemaName } from "./open-api.ts";
import { runEndpoints } from "./run-endpoints.ts";

export type Endpoint = {
  path: string;
  method: "get" | "post" | "patch" | "delete";
  says: string;
  takes?: SchemaName;
  /** A schema, or the media type of something that is not JSON. */
  gives: SchemaName | "text/event-stream" | "text/plain" | "application/json" | "nothing";
  /** Where it is not the usual one: 201 for a run that was started, else 200. */
  status?: 200 | 201 | 204;
  /** What may be asked in the query. */
  asks?: readonly string[];
};

const filters = [
  "query",
  "backend",
  "format",
  "quantization",
  "location",
  "capability",
  "role",
  "tag",
  "layer",
] as const;

/** Every address of the API. */
export const endpoints: readonly Endpoint[] = [
  { path: "/api/health", method: "get", says: "Whether all is well", gives: "health" },
  { path: "/api/openapi.json", method: "get", says: "This description", gives: "application/json" },
  { path: "/api/commands", method: "get", says: "Every command", gives: "commands" },
  {
    path: "/api/commands/{name}/preview",
    method: "post",
    says: "What a use of a command would run, and what it asks to be confirmed",
    takes: "previewRequest",
    gives: "preview",
  },
  ...runEndpoints,
  {
    path: "/api/registry",
    method: "get",
    says: "Models of the registry",
    gives: "registry",
    asks: [...filters, "installed", "deprecated", "favourite", "testing", "sort", "offset", "limit"],
  },
  {
    path: "/api/registry-disk",
    method: "get",
    says: "What the models take on the disk, each file once",
    gives: "application/json",
  },
  {
    path: "/api/registry-columns",
    method: "get",
    says: "All models column by column, for a list that filters by itself",
    gives: "application/json",
  },
  { path: "/api/registry/{name}", method: "get", says: "One model", gives: "entry" },
  {
    path: "/api/registry-roles",
    method: "get",
    says: "Which model wins which role, and why",
    gives: "roles",
    asks: ["role"],
  },
  {
    path: "/api/model-lists",
    method: "post",
    says: "Keep a list of models that somebody has brought, where import-models can read it",
    takes: "keptListRequest",
    gives: "keptList",
    status: 201,
  },
  {
    path: "/api/stores",
    method: "get",
    says: "What other tools keep on this machine, and where it was looked for",
    gives: "application/json",
    asks: ["only"],
  },
  {
    path: "/api/trash",
    method: "get",
    says: "What was removed and can come back",
    gives: "application/json",
  },
  {
    path: "/api/checks",
    method: "get",
    says: "The models of which a check found something wrong",
    gives: "application/json",
  },
  { path: "/api/backups", method: "get", says: "Backups of the registry", gives: "application/json" },
  {
    path: "/api/backups/{stamp}",
    method: "get",
    says: "What differs between a backup and now",
    gives: "application/json",
    asks: ["query"],
  },
  {
    path: "/api/profiles",
    method: "get",
    says: "The profiles and settings of a pyproject.toml, without its secrets",
    gives: "application/json",
  },
  ...hubEndpoints,
  ...backendEndpoints,
  ...chatEndpoints,
  {
    path: "/api/machine",
    method: "get",
    says: "The memory that is free now, on each GPU and in RAM",
    gives: "machine",
  },
  {
    path: "/api/system",
    method: "get",
    says: "Processors, memory, disks and every GPU as they are now, who uses them, and what is warned of",
    gives: "system",
  },
  {
    path: "/api/system/history",
    method: "get",
    says: "What was measured since a time in seconds since 1970, column by column, no finer than a step",
    gives: "systemHistory",
    asks: ["from", "step"],
  },
  {
    path: "/api/settings",
    method: "get",
    says: "The values in force and where they come from",
    gives: "settings",
  },
];
