import { toPlanParts } from "#cli-bridge/derive/plan-parts.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { Progress } from "#cli-bridge/protocol/progress.ts";
import type { RunResult } from "#cli-bridge/protocol/run-outcome.ts";
import type { ServerStanding } from "#cli-bridge/protocol/server-standing.ts";
import { backupsKept } from "#lib/registry/backups-kept.ts";
import { loadSettings, type Settings } from "#lib/state/settings.ts";
import { openChannel } from "./channel.ts";
import { makePrinter, type Printer } from "./print.ts";
import { makeProgressBar } from "./progress-bar.ts";

/** What a handler has to do with the outside. */
export type Session = {
  print: Printer;
  settings: () => Promise<Settings>;
  tellPlan: (plan: Plan) => void;
  tellProgress: (progress: Progress) => void;
  /** Bytes that have just come from elsewhere; whatever is told of progress from then on has their sum. */
  countFetched: (bytes: number) => void;
  tellResult: (result: RunResult) => void;
  tellServer: (server: ServerStanding) => void;
  /** Whether a keeper hears what is told. */
  isHeard: boolean;
  /** Waits until everything that was told has been heard. */
  end: () => Promise<void>;
};

type SessionOptions = { json: boolean; registryDir: string | undefined };

export function openSession({ json, registryDir }: SessionOptions): Session {
  const { stdout, stderr, env } = process;
  const channel = openChannel(env);
  const bar = makeProgressBar(stderr, !json);
  const printer = makePrinter({ stdout, stderr, env, json, registryDir });
  const above =
    <Words extends unknown[]>(say: (...words: Words) => void) =>
    (...words: Words) => {
      bar.clear();
      say(...words);
    };
  const print = { ...printer, line: above(printer.line), note: above(printer.note) };
  let settings: Promise<Settings> | undefined;
  let fetchedBytes = 0;
  return {
    print,
    settings: () => {
      settings ??= loadSettings({ env, registryDir }).then((loaded) => {
        backupsKept.most = loaded.keepBackups.value;
        for (const { file, message } of loaded.problems) print.note(`warning: ${file}: ${message}`);
        return loaded;
      });
      return settings;
    },
    tellPlan: (whole) => {
      if (!channel.isOpen) return;
      const { parts, plan } = toPlanParts(whole);
      for (const part of parts) channel.send({ type: "planPart", part });
      channel.send({ type: "plan", plan });
    },
    countFetched: (bytes) => {
      fetchedBytes += bytes;
    },
    tellProgress: (told) => {
      const progress = fetchedBytes > 0 ? { ...told, fetchedBytes } : told;
      channel.send({ type: "progress", progress });
      bar.show(progress);
    },
    tellResult: (result) => channel.send({ type: "result", result }),
    tellServer: (server) => channel.send({ type: "server", server }),
    isHeard: channel.isOpen,
    end: async () => {
      bar.clear();
      await channel.flush();
    },
  };
}
