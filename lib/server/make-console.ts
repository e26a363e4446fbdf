import { commandOf } from "#cli-bridge/catalogue/index.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import type { RunLimits } from "#cli-bridge/run/run-limits.ts";
import { trashAnswerOf } from "#lib/registry/trash-rows.ts";
import { lastChecksOf } from "#lib/state/last-checks.ts";
import { loadSettings } from "#lib/state/settings.ts";
import { StartedKeys } from "./backends/started-keys.ts";
import { commandAnswer, commandAnswers, parseCommandName } from "./command-answers.ts";
import { makeConfirmations } from "./confirmations.ts";
import type { Console } from "./console.ts";
import { makeDiskUse } from "./disk-use.ts";
import { makeEntryReader } from "./entry-reader.ts";
import { guardPaths } from "./guard-paths.ts";
import { guardServerWords } from "./guard-server-words.ts";
import { healthOf } from "./health-of.ts";
import { makeHubAnalyst } from "./hub-analysis.ts";
import { makeHubPlanner } from "./hub-planner.ts";
import { makeKnownCommands } from "./known-commands.ts";
import type { Names } from "./names.ts";
import { nativeOf } from "./native-of.ts";
import { openApi } from "./open-api.ts";
import { openConsoleState } from "./open-console-state.ts";
import { openRunner } from "./open-runner.ts";
import { openWatching } from "./open-watching.ts";
import { readVersion } from "./package-folder.ts";
import { previewOf } from "./preview-of.ts";
import { programIn, surroundingsOf } from "./program-surroundings.ts";
import { readServerSetup } from "./read-server-setup.ts";
import { makeRegistryReader } from "./registry-reader.ts";
import { makeRehearsedPlans } from "./rehearsed-plans.ts";
import type { Sessions } from "./sessions.ts";
import { makeSettingsReader } from "./settings-reader.ts";
import { resumeRun, startRun } from "./start-run.ts";
import { stillUnsound } from "./still-unsound.ts";
import { makeBackupReader, readBackupDifference } from "./stored-things.ts";
import { makeStreams } from "./streams.ts";
import type { Spoken } from "./use-of-request.ts";

type Making = {
  env: NodeJS.ProcessEnv;
  names: () => Names;
  sessions: Sessions;
  limits?: Partial<RunLimits> | undefined;
  keeperPath?: string | undefined;
};

/** Puts the rooms together into what pages and handlers ask. */
export async function makeConsole({ env, names, sessions, limits, ...keeping }: Making): Promise<Console> {
  const [startedAt, settings] = [new Date().toISOString(), await loadSettings({ env })];
  const program = programIn(settings);
  const spoken: Spoken = { dialect: dialects[program.dialect], words: program.shown };
  const [dir, roots, home] = [settings.registryDir.value, settings.roots.value, settings.home.value];
  const surroundings = surroundingsOf(program.dialect, { env, dir, ...keeping });
  const told = makeSettingsReader(env, settings);
  const { currentSettings } = told;
  const { db, close: closeState } = openConsoleState(home);
  const runner = await openRunner({ settings, currentSettings, db, program, limits, ...surroundings });
  const checks = lastChecksOf(home, dir);
  const registry = makeRegistryReader(dir, checks.of);
  const [confirmations, plans, keys] = [makeConfirmations(), makeRehearsedPlans(runner), new StartedKeys()];
  const availing = { dialect: spoken.dialect, known: makeKnownCommands({ program, ...surroundings }) };
  const starting = { runner, spoken, availing, confirmations, plans, keys, places: [...roots, dir] };
  const [version, { read }] = [readVersion(), registry];
  const seeing = { env, settings, currentSettings, db, runner, keys, signature: registry.signature, version };
  const { close: stopWatching, ...watching } = await openWatching(seeing);
  const { readMachine } = watching.system;
  const knowing = { home, read, servers: watching.backends.seen };
  const listUnsound = async () => stillUnsound(checks.unsound(), (await read()).registry.entries);
  return {
    ...{ version, startedAt, settings, names, sessions, runner, ...told },
    health: async () => healthOf((await read()).registry, { version, startedAt, program }),
    openApi: () => openApi(version),
    commands: () => commandAnswers(availing),
    command: (name) => commandAnswer(parseCommandName(name), availing),
    preview: async (command, wanted, asker) => {
      runner.getReady();
      const shown = await previewOf({ spoken, confirmations, plans }, { ...wanted, command }, asker);
      await guardPaths(commandOf(parseCommandName(command)), wanted.input, starting.places);
      await guardServerWords(command, wanted.input, starting.places);
      return { ...shown, ...(await nativeOf(command, wanted.input, knowing)) };
    },
    startRun: (wanted, asker) => startRun(starting, wanted, asker),
    repeatRun: async (id, wanted, asker) => {
      const { command, input } = await runner.get(id);
      const { plan: _plan, ...again } = input;
      return startRun(starting, { ...wanted, command, input: again, repeats: id }, asker);
    },
    resumeRun: (id, before) => resumeRun(starting, id, before),
    ...{ queryRegistry: registry.query, queryRegistryBytes: registry.queryBytes, listUnsound },
    ...{ registryColumns: registry.columns, readDiskUse: makeDiskUse(read) },
    serverSetup: (entry) => readServerSetup({ ...knowing, entry }),
    ...{ readEntry: makeEntryReader(registry, availing), queryRoles: registry.roles },
    listTrash: () => trashAnswerOf({ dir, roots }),
    listBackups: makeBackupReader(dir),
    readBackupDifference: (stamp, query) => readBackupDifference({ dir }, stamp, query),
    ...{ readMachine, analyseHub: makeHubAnalyst({ open: told.hub.open, readMachine }) },
    hubPlanner: makeHubPlanner({ open: told.hub.open, settings: told.currentSettings }),
    ...{ ...watching, streams: makeStreams() },
    close: async () => {
      await stopWatching();
      availing.known.close();
      await told.hub.close();
      await runner.close();
      closeState();
    },
  };
}
