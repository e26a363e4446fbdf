import type { Route } from "next";

type Query = Record<string, string | number | undefined>;

/** Next checks routes by its own listing of `app/`; every URL of the console is made here, so this is the one place that vouches for them. */
function toRoute(path: string, query: Query = {}): Route {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") words.set(name, String(value));
  }
  const search = words.toString();
  return (search === "" ? path : `${path}?${search}`) as Route;
}

export type BrowseQuery = {
  q?: string | undefined;
  backend?: string | undefined;
  format?: string | undefined;
  quantization?: string | undefined;
  capability?: string | undefined;
  role?: string | undefined;
  sort?: string | undefined;
  model?: string | undefined;
};

/** What the page of Hugging Face shows: a search, or a repository. */
export type DownloadQuery = {
  q?: string | undefined;
  format?: string | undefined;
  smallest?: string | undefined;
  largest?: string | undefined;
  task?: string | undefined;
  author?: string | undefined;
  ungated?: string | undefined;
  sort?: string | undefined;
  repo?: string | undefined;
  revision?: string | undefined;
};

const segment = encodeURIComponent;

/** The pages a person can open. */
export const paths = {
  home: () => toRoute("/"),
  browse: (query: BrowseQuery = {}) => toRoute("/browse", query),
  compare: (models: readonly string[]) =>
    toRoute(`/browse/compare?${new URLSearchParams(models.map((model) => ["model", model]))}`),
  browseRoles: () => toRoute("/browse/roles"),
  model: (name: string) => toRoute("/browse", { model: name }),
  download: (query: DownloadQuery = {}) => toRoute("/download", query),
  downloadScan: () => toRoute("/download/scan"),
  downloadOllama: () => toRoute("/download/ollama"),
  downloadStores: () => toRoute("/download/stores"),
  downloadQueue: () => toRoute("/download/queue"),
  maintenance: () => toRoute("/maintenance"),
  maintenancePurge: () => toRoute("/maintenance/purge"),
  maintenanceCleanup: () => toRoute("/maintenance/cleanup"),
  maintenanceBackups: (query: { run?: string | undefined } = {}) => toRoute("/maintenance/backups", query),
  backends: () => toRoute("/backends"),
  backendModels: () => toRoute("/backends/models"),
  backendStart: () => toRoute("/backends/start"),
  backend: (id: string) => toRoute(`/backends/${segment(id)}`),
  advanced: () => toRoute("/advanced"),
  advancedVerify: () => toRoute("/advanced/verify"),
  advancedTrash: () => toRoute("/advanced/trash"),
  advancedProfiles: () => toRoute("/advanced/profiles"),
  settings: () => toRoute("/advanced/settings"),
  /** The list, and where a chat begins: with a model that is named, or with one that is chosen there. */
  chats: (query: { instance?: string | undefined; model?: string | undefined } = {}) =>
    toRoute("/chat", query),
  chat: (id: string) => toRoute(`/chat/${segment(id)}`),
  runs: (query: Pick<RunsQuery, "state" | "end" | "command" | "changes"> = {}) => toRoute("/runs", query),
  run: (id: string) => toRoute(`/runs/${segment(id)}`),
  activity: (query: Pick<ActivityQuery, "kind" | "instance"> = {}) => toRoute("/activity", query),
  command: (name: string) => toRoute(`/commands/${segment(name)}`),
};

export type RegistryQuery = {
  query?: string | undefined;
  backend?: string | undefined;
  format?: string | undefined;
  quantization?: string | undefined;
  capability?: string | undefined;
  role?: string | undefined;
  location?: string | undefined;
  installed?: string | undefined;
  deprecated?: string | undefined;
  sort?: string | undefined;
  offset?: number | undefined;
  limit?: number | undefined;
};

export type RunsQuery = {
  state?: string | undefined;
  end?: string | undefined;
  lane?: string | undefined;
  /** `only`: neither what reads nor rehearsals. */
  changes?: string | undefined;
  /** `all`: every run that has not ended, however many have come since; `open`: also all that wait to be resumed. */
  live?: string | undefined;
  command?: string | undefined;
  limit?: number | undefined;
  before?: string | undefined;
};

export type ActivityQuery = {
  kind?: string | undefined;
  instance?: string | undefined;
  before?: number | undefined;
  limit?: number | undefined;
  format?: "csv" | "ndjson" | undefined;
};

export type HubSearchQuery = Omit<DownloadQuery, "q" | "repo" | "revision"> & {
  query?: string | undefined;
  limit?: number | undefined;
  next?: string | undefined;
};

/** The addresses of the API. They double as SWR keys. */
export const api = {
  health: (): string => toRoute("/api/health"),
  commands: (): string => toRoute("/api/commands"),
  preview: (command: string): string => toRoute(`/api/commands/${segment(command)}/preview`),
  registry: (query: RegistryQuery = {}): string => toRoute("/api/registry", query),
  registryDisk: (): string => toRoute("/api/registry-disk"),
  registryColumns: (): string => toRoute("/api/registry-columns"),
  registryRoles: (roles: readonly string[] = []): string =>
    `/api/registry-roles${roles.map((role, at) => `${at === 0 ? "?" : "&"}role=${segment(role)}`).join("")}`,
  entry: (name: string): string => toRoute(`/api/registry/${segment(name)}`),
  runs: (query: RunsQuery = {}): string => toRoute("/api/runs", query),
  run: (id: string): string => toRoute(`/api/runs/${segment(id)}`),
  repeatRun: (id: string): string => toRoute(`/api/runs/${segment(id)}/repeat`),
  pauseRun: (id: string): string => toRoute(`/api/runs/${segment(id)}/pause`),
  resumeRun: (id: string): string => toRoute(`/api/runs/${segment(id)}/resume`),
  tryRunNow: (id: string): string => toRoute(`/api/runs/${segment(id)}/try-now`),
  moveRun: (id: string): string => toRoute(`/api/runs/${segment(id)}/move`),
  runEvents: (id: string, query: { after?: number | undefined } = {}): string =>
    toRoute(`/api/runs/${segment(id)}/events`, query),
  runLog: (
    id: string,
    query: { from?: number | undefined; lines?: number | undefined; download?: number | undefined } = {},
  ): string => toRoute(`/api/runs/${segment(id)}/log`, query),
  live: (query: { after?: string | undefined } = {}): string => toRoute("/api/live", query),
  activity: (query: ActivityQuery = {}): string => toRoute("/api/activity", query),
  stores: (query: { only?: "roots" } = {}): string => toRoute("/api/stores", query),
  hubSearch: (query: HubSearchQuery): string => toRoute("/api/hub/search", query),
  hubRefs: (repo: string): string => toRoute("/api/hub/refs", { repo }),
  hubAnalysis: (query: { repo: string; revision?: string | undefined }): string =>
    toRoute("/api/hub/analysis", query),
  hubReadme: (query: { repo: string; commit: string }): string => toRoute("/api/hub/readme", query),
  /** The input of a download, whole: names of files may hold any sign. */
  hubPlan: (input: Readonly<Record<string, unknown>>): string =>
    toRoute("/api/hub/plan", { input: JSON.stringify(input) }),
  backends: (): string => toRoute("/api/backends"),
  discoverBackends: (): string => toRoute("/api/backends/discover"),
  identifyBackend: (): string => toRoute("/api/backends/identify"),
  backend: (id: string): string => toRoute(`/api/backends/${segment(id)}`),
  backendModels: (id: string): string => toRoute(`/api/backends/${segment(id)}/models`),
  refreshBackend: (id: string): string => toRoute(`/api/backends/${segment(id)}/refresh`),
  backendHistory: (id: string): string => toRoute(`/api/backends/${segment(id)}/history`),
  backendRequests: (id: string): string => toRoute(`/api/backends/${segment(id)}/requests`),
  testBackend: (id: string): string => toRoute(`/api/backends/${segment(id)}/test`),
  showModel: (id: string, model: string): string => toRoute(`/api/backends/${segment(id)}/show`, { model }),
  chats: (query: { limit?: number } = {}): string => toRoute("/api/chats", query),
  chat: (id: string): string => toRoute(`/api/chats/${segment(id)}`),
  chatAnswer: (id: string): string => toRoute(`/api/chats/${segment(id)}/answer`),
  modelLists: (): string => toRoute("/api/model-lists"),
  trash: (): string => toRoute("/api/trash"),
  checks: (): string => toRoute("/api/checks"),
  backups: (): string => toRoute("/api/backups"),
  backup: (stamp: string, query: { query?: string | undefined } = {}): string =>
    toRoute(`/api/backups/${segment(stamp)}`, query),
  profiles: (): string => toRoute("/api/profiles"),
  settings: (): string => toRoute("/api/settings"),
  system: (): string => toRoute("/api/system"),
  systemHistory: (query: { from: number; step?: number | undefined }): string =>
    toRoute("/api/system/history", query),
  hubConnection: (): string => toRoute("/api/hub/connection"),
};
