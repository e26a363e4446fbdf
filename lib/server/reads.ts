import type { ActivityEvent } from "#cli-bridge/protocol/activity-event.ts";
import type { BackendsAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandAnswer } from "#cli-bridge/protocol/command-answer.ts";
import type { EntryDetails, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import type { RolesAnswer } from "#cli-bridge/protocol/roles-answer.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { ServerSetup } from "#cli-bridge/protocol/server-setup.ts";
import type { SettingsAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import type { TrashAnswer } from "#cli-bridge/protocol/trash-answer.ts";
import type { RunFilter } from "#cli-bridge/run/list-runs.ts";
import type { ActivityWanted } from "#lib/state/activity.ts";
import type { Settings } from "#lib/state/settings.ts";
import type { BackupAnswer } from "./console.ts";
import { isConsoleError } from "./error-answer.ts";
import { toListedRun } from "./listed-run.ts";
import { theConsole } from "./the-console.ts";

/** What pages read while they are made on the server. They are handed what the API would answer. */

type Query = Readonly<Record<string, string | number | undefined>>;

export function queryRegistry(query: Query | URLSearchParams = {}): Promise<RegistryAnswer> {
  if (query instanceof URLSearchParams) return theConsole().queryRegistry(query);
  const said = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return theConsole().queryRegistry(new URLSearchParams(said));
}

export const readEntry = (name: string): Promise<EntryDetails | undefined> =>
  orUndefined(() => theConsole().readEntry(name));

export const readRoles = (): Promise<RolesAnswer> => theConsole().queryRoles(new URLSearchParams());

export const listCommands = (): CommandAnswer[] => theConsole().commands();

export const commandAnswerOf = (name: string): Promise<CommandAnswer | undefined> =>
  orUndefined(async () => theConsole().command(name));

export const listRuns = async (filter: RunFilter = {}): Promise<RunRecord[]> =>
  (await theConsole().runner.list(filter)).map(toListedRun);

export const readRun = (id: string): Promise<RunRecord | undefined> =>
  orUndefined(() => theConsole().runner.get(id));

/** The values in force, each with where it comes from. */
export const readSettings = (): Promise<Settings> => theConsole().currentSettings();

/** The same as the API tells them. */
export const readSettingsAnswer = (): Promise<SettingsAnswer> => theConsole().settingsAnswer();

/** Every server, as it was seen last. */
export const readBackends = (): BackendsAnswer => theConsole().backends.answer();

/** What servers are told that are started here, and how each is started by hand, with a model filled in. */
export const readServers = (entry?: string | string[]): Promise<ServerSetup> =>
  theConsole().serverSetup(typeof entry === "string" ? entry : undefined);

/** What happened lately to servers and models. */
export const listActivity = (wanted: ActivityWanted): ActivityEvent[] => theConsole().activity.list(wanted);

export const readTrash = (): Promise<TrashAnswer> => theConsole().listTrash();
export const readBackups = (): Promise<BackupAnswer[]> => theConsole().listBackups();

/** What is not there is told as nothing, so that a page can say so in its own way. */
async function orUndefined<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isConsoleError(error) && (error.code === "not-found" || error.code === "unknown-command"))
      return undefined;
    throw error;
  }
}
