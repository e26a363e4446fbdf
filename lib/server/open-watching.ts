import type { DatabaseSync } from "node:sqlite";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import { openMemoryDb } from "#lib/state/open-console-db.ts";
import type { Settings } from "#lib/state/settings.ts";
import { makeSpeeds } from "#lib/state/speeds.ts";
import { type ActivityReader, makeActivityReader } from "./activity-reader.ts";
import { systemClock } from "./backends/clock.ts";
import { makeHistory } from "./backends/history.ts";
import { type Backends, makeBackends } from "./backends/make-backends.ts";
import type { StartedKeys } from "./backends/started-keys.ts";
import { type Chats, makeChats } from "./chats/make-chats.ts";
import { Live } from "./live.ts";
import { makeMetrics } from "./metrics.ts";
import { openSystem } from "./open-system.ts";
import type { System } from "./system.ts";

type Opening = {
  env: NodeJS.ProcessEnv;
  settings: Settings;
  currentSettings: () => Promise<Settings>;
  db: DatabaseSync | undefined;
  runner: Pick<Runner, "list" | "onChange">;
  keys: Pick<StartedKeys, "of">;
  /** Changes whenever the registry does. */
  signature: () => Promise<string>;
  version: string;
};

/** What the console sees by itself: servers, the machine, and what becomes of them, told to whoever listens. */
export type Watching = {
  activity: Pick<ActivityReader, "list" | "query">;
  backends: Backends;
  chats: Chats;
  system: System;
  openLive: Live["open"];
  /** Everything that is known as figures, for Prometheus. */
  metrics: () => Promise<string>;
};

export async function openWatching(opening: Opening): Promise<Watching & { close: () => Promise<void> }> {
  const { env, settings, currentSettings, db = openMemoryDb(), runner, keys, signature, version } = opening;
  const live = new Live({ onChange: runner.onChange, signature });
  const activity = makeActivityReader(db, live);
  const history = makeHistory({ activity, speeds: makeSpeeds(db) });
  const backends = await makeBackends({
    ...{ env, runner, keys, live, tell: activity.tell, wasTold: activity.wasTold, home: settings.home.value },
    history,
  });
  const chats = makeChats({ db, servers: backends, history });
  const system = openSystem({
    ...{ env, settings, currentSettings, tellActivity: activity.tell },
    servers: () => backends.seen(),
  });
  live.follow("system", system.watch);
  const stayHome = discoverSoon(env, backends);
  return {
    ...{ activity, backends, chats, system },
    openLive: (wanted) => live.open(wanted),
    metrics: makeMetrics({ runner, backends, system, version }),
    close: async () => {
      stayHome();
      live.close();
      await chats.close();
      await Promise.all([backends.close(), system.close()]);
    },
  };
}

const quietMs = 1_000;

/** Looks for servers once the first pages are out, unless nobody wants that. */
function discoverSoon({ MODELDECK_DISCOVER }: NodeJS.ProcessEnv, backends: Backends): () => void {
  if (MODELDECK_DISCOVER === "off") return () => undefined;
  return systemClock.after(quietMs, () => void backends.discover().catch(console.error));
}
