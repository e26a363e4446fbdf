import type { CommandAnswer, HealthAnswer } from "#cli-bridge/protocol/command-answer.ts";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { Preview } from "#cli-bridge/protocol/preview.ts";
import type { EntryDetails, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import type { RolesAnswer } from "#cli-bridge/protocol/roles-answer.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { RunRequest } from "#cli-bridge/protocol/run-request.ts";
import type { ServerSetup } from "#cli-bridge/protocol/server-setup.ts";
import type { SettingsAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import type { TrashAnswer } from "#cli-bridge/protocol/trash-answer.ts";
import type { UnsoundModel } from "#cli-bridge/protocol/unsound-model.ts";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import type { Settings } from "#lib/state/settings.ts";
import type { DiskUse } from "./disk-use.ts";
import type { HubPlanner } from "./hub-planner.ts";
import type { HubReader } from "./hub-reader.ts";
import type { Names } from "./names.ts";
import type { Watching } from "./open-watching.ts";
import type { PackedColumns } from "./registry-columns.ts";
import type { Sessions } from "./sessions.ts";
import type { Streams } from "./streams.ts";

/** Who asks: the session of a browser, or nobody in particular, and the address they asked at. */
export type Asker = { session: string | undefined; origin: string };
export type PreviewRequest = {
  input: Record<string, unknown>;
  dialect?: "modeldeck" | "imageworks" | undefined;
  plan?: string | undefined;
};
export type RepeatRequest = Pick<RunRequest, "plan" | "confirmation">;

export type BackupAnswer = {
  stamp: string;
  at: string;
  bytes: number;
  entries: number;
  damaged?: string | undefined;
  files: { file: string; name: string; bytes: number }[];
  /** The command that was about to change the registry, and its run. */
  madeBy?: string | undefined;
  run?: string | undefined;
  /** How many entries came, went and changed since. */
  since?: { added: number; removed: number; changed: number } | undefined;
  /** The layers of now that it holds nothing of. */
  lacks?: readonly string[] | undefined;
};
export type BackupDifferenceAnswer = {
  stamp: string;
  at: string;
  damaged?: string | undefined;
  total: number;
  rows: {
    name: string;
    what: "added" | "removed" | "changed";
    changes: { field: string; before?: unknown; after?: unknown }[];
  }[];
};
/** Everything that pages and handlers can ask of the running console. */
export type Console = Watching & {
  version: string;
  startedAt: string;
  /** As they were when the console started. */
  settings: Settings;
  currentSettings: () => Promise<Settings>;
  /** What servers are told that are started here, and how each is started by hand, with a model filled in. */
  serverSetup: (entry?: string) => Promise<ServerSetup>;
  settingsAnswer: () => Promise<SettingsAnswer>;
  hub: HubReader;
  names: () => Names;
  sessions: Sessions;
  runner: Runner;
  health: () => Promise<HealthAnswer>;
  openApi: () => unknown;
  commands: () => CommandAnswer[];
  command: (name: string) => CommandAnswer;
  preview: (command: string, wanted: PreviewRequest, asker: Asker) => Promise<Preview>;
  startRun: (wanted: RunRequest, asker: Asker) => Promise<RunRecord>;
  repeatRun: (id: string, wanted: RepeatRequest, asker: Asker) => Promise<RunRecord>;
  /** Goes on from where a run stopped, where it may still be pointed at what it was pointed at. */
  resumeRun: (id: string, before?: string) => Promise<RunRecord>;
  queryRegistry: (params: URLSearchParams) => Promise<RegistryAnswer>;
  /** The same as JSON, kept for the next who asks the same. */
  queryRegistryBytes: (params: URLSearchParams) => Promise<Uint8Array<ArrayBuffer>>;
  /** All of it column by column, packed, with a mark that tells whether it has moved. */
  registryColumns: () => Promise<PackedColumns>;
  readDiskUse: () => Promise<DiskUse>;
  readEntry: (name: string) => Promise<EntryDetails>;
  queryRoles: (params: URLSearchParams) => Promise<RolesAnswer>;
  listTrash: () => Promise<TrashAnswer>;
  /** Models of which a check found something wrong. */
  listUnsound: () => Promise<UnsoundModel[]>;
  listBackups: () => Promise<BackupAnswer[]>;
  readBackupDifference: (stamp: string, query: string) => Promise<BackupDifferenceAnswer>;
  /** What a repository of the hub holds and what of it fits; ended when its signal says that nobody waits. */
  analyseHub: (params: URLSearchParams, signal: AbortSignal) => Promise<HubAnalysis>;
  hubPlanner: HubPlanner;
  /** The memory that is free now, on each GPU and in RAM. */
  readMachine: () => Promise<MachineNow>;
  streams: Streams;
  close: () => Promise<void>;
};
