import type { NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import type {
  BackendAnswer,
  BackendModel,
  BackendRequest,
  BackendsAnswer,
  LoadedModel,
} from "#cli-bridge/protocol/backend-answer.ts";
import type { BackendHistory } from "#cli-bridge/protocol/backend-history.ts";
import type { BackendRequestLine } from "#cli-bridge/protocol/backend-requests.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import type { ChatResult, ServerMetrics } from "#lib/backends/adapter.ts";
import { adapterOf } from "#lib/backends/adapters.ts";
import { discoverBackends, type Found } from "#lib/backends/discover/discover-backends.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import type { Instance } from "#lib/backends/instance.ts";
import {
  addInstance,
  changeInstance,
  type InstanceChange,
  removeInstance,
} from "#lib/backends/instances/change-instances.ts";
import { startedToken, toInstance } from "#lib/backends/instances/environment.ts";
import { readInstances } from "#lib/backends/instances/read-instances.ts";
import { managedServers } from "#lib/backends/managed/managed-servers.ts";
import type { Live } from "../live.ts";
import { askCounters } from "./ask-counters.ts";
import { identifyAt, showAt } from "./ask-once.ts";
import { BackendWatch } from "./backend-watch.ts";
import { type ChatAsked, makeChatTests } from "./chat-tests.ts";
import { type Clock, systemClock } from "./clock.ts";
import { follow } from "./follow.ts";
import { guardSaved } from "./guard-saved.ts";
import type { History } from "./history.ts";
import { RequestLog } from "./request-log.ts";
import { loadedNow, modelsNow } from "./seen.ts";
import { ServerActivity } from "./server-activity.ts";
import type { StartedKeys } from "./started-keys.ts";
import { makeTalk, type Talk } from "./talk.ts";
import { toActivity } from "./to-activity.ts";
import { WhoDidIt } from "./who-did-it.ts";

type Making = {
  home: string;
  env: NodeJS.ProcessEnv;
  runner: Pick<Runner, "list" | "onChange">;
  keys: Pick<StartedKeys, "of">;
  live: Pick<Live, "tell" | "onWatched">;
  tell: (event: NewActivity) => void;
  /** Whether a console before this one has told it. */
  wasTold: (event: NewActivity) => boolean;
  history: History;
  clock?: Clock;
};

/** What pages and handlers ask of servers of models. */
export type Backends = Talk & {
  answer: () => BackendsAnswer;
  /** The same for the console itself: nobody looks. */
  seen: () => readonly BackendAnswer[];
  models: (id: string) => Promise<readonly BackendModel[]>;
  loaded: (id: string) => readonly LoadedModel[];
  refresh: (id: string) => Promise<BackendAnswer>;
  /** What servers count themselves. */
  counters: () => Promise<ReadonlyMap<string, ServerMetrics>>;
  /** Asks the usual ports of this machine, and says how many servers nobody knew. */
  discover: () => Promise<number>;
  /** Who answers at an address. */
  identify: (address: string, signal: AbortSignal) => Promise<Found>;
  add: (wanted: BackendRequest) => Promise<BackendAnswer>;
  change: (id: string, wanted: InstanceChange) => Promise<BackendAnswer>;
  remove: (id: string) => Promise<void>;
  /** All that a server knows of a model, in its own words. */
  show: (id: string, params: URLSearchParams) => Promise<object>;
  test: (id: string, asked: ChatAsked, signal: AbortSignal) => Promise<ChatResult>;
  /** How long loads took, and how quickly models wrote. */
  history: (id: string) => BackendHistory;
  /** What this console has asked of it. */
  requests: (id: string) => readonly BackendRequestLine[];
  close: () => Promise<void>;
};

/** Watches the servers that are saved, named, found and started, and tells what becomes of them. */
export async function makeBackends(making: Making): Promise<Backends> {
  const { home, history, clock = systemClock } = making;
  const requests = new RequestLog();
  const { watch, following, whoDidIt } = startWatch({ ...making, clock, requests });
  watch.onChange(history.heard);
  await watch.reload();
  const talk = makeTalk({ watch, whoDidIt, clock, runner: making.runner });
  const test = makeChatTests(watch, talk);
  let discovering: Promise<number> | undefined;

  const answerOf = async ({ id }: Instance): Promise<BackendAnswer> => {
    await watch.reload();
    return watch.refresh(id);
  };

  return {
    ...talk,
    answer: () => {
      following.touch();
      return watch.answer();
    },
    seen: () => watch.answer().backends,
    models: async (id) => {
      await watch.readModels(id);
      return modelsNow(watch.seen(id));
    },
    loaded: (id) => loadedNow(watch.seen(id)),
    refresh: (id) => watch.refresh(id),
    counters: () => askCounters(watch),
    discover: () => {
      discovering ??= discover(watch).finally(() => {
        discovering = undefined;
      });
      return discovering;
    },
    identify: identifyAt,
    add: async (wanted) => answerOf(await addInstance({ home }, wanted)),
    change: async (id, wanted) => {
      guardSaved(watch.instanceOf(id), "changed");
      return answerOf(await changeInstance({ home }, id, wanted));
    },
    remove: async (id) => {
      guardSaved(watch.instanceOf(id), "removed");
      await removeInstance({ home }, id);
      await watch.reload();
    },
    show: (id, params) => showAt(watch, id, params),
    test: async (id, asked, signal) => {
      const result = await test(id, asked, signal);
      history.answered(id, { ...result, model: asked.model, from: "test" });
      return result;
    },
    history: (id) => history.of(watch.instanceOf(id).id),
    requests: (id) => requests.of(watch.instanceOf(id).id),
    close: async () => {
      following.stop();
      await watch.close();
    },
  };
}

/** A watch that is led by what runs do and by who looks. */
function startWatch(making: Making & { clock: Clock; requests: RequestLog }) {
  const { home, env, runner, keys, live, tell, wasTold, clock, requests } = making;
  const whoDidIt = new WhoDidIt();
  const servers = new ServerActivity(clock.now(), wasTold);
  const tellServer = (run: RunRecord) => {
    const event = servers.of(run);
    if (event) tell(event);
  };
  const onProblem = tellOnce(tell, clock);
  const watch = new BackendWatch({
    ...{ clock, adapterOf },
    openHttp: (instance) =>
      openBackendHttp(instance, { onAsked: (asked) => requests.note(instance.id, asked, clock.now()) }),
    readInstances: () => readInstances({ home, env, onProblem }),
    readManaged: async () => {
      const runs = await runner.list({ state: "running", lane: "servers" });
      runs.forEach(tellServer);
      return managedServers(runs).map((one) => ({
        ...one,
        token: keys.of(one.run) ?? startedToken(one.kind, env),
      }));
    },
    tell: (instance, told) => tell(toActivity(instance, told, { whoDidIt, at: clock.now() })),
  });
  const onRun = (run: RunRecord) => {
    whoDidIt.note(run);
    tellServer(run);
  };
  return { watch, whoDidIt, following: follow({ watch, runner, live, clock, onRun }) };
}

async function discover(watch: BackendWatch): Promise<number> {
  const found = await discoverBackends();
  return watch.takeFound(found.map(({ kind, url }) => toInstance({ kind, url, from: "found" })));
}

/** What is wrong with the list of servers, said when it is met first. */
function tellOnce(tell: Making["tell"], clock: Clock): (problem: string) => void {
  const told = new Set<string>();
  return (says) => {
    if (told.has(says)) return;
    told.add(says);
    tell({ at: new Date(clock.now()).toISOString(), kind: "warning", says, who: "elsewhere" });
  };
}
