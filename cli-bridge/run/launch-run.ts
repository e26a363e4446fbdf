import type { ChildProcess } from "node:child_process";
import { isCommandName } from "#cli-bridge/catalogue/index.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { childEnv } from "./child-env.ts";
import type { KeeperOrder } from "./keeper-order.ts";
import type { Keepers } from "./keepers.ts";
import { type Program, spawnWordsOf } from "./program-of.ts";
import { secretsIn } from "./redact-text.ts";
import type { RunFile } from "./run-file.ts";
import type { RunFolder } from "./run-folder.ts";
import type { RunLimits } from "./run-limits.ts";

export type LaunchOptions = {
  program: Program;
  env: Readonly<Record<string, string | undefined>>;
  keepers: Pick<Keepers, "start">;
  limits: RunLimits;
};

type Launch = { folder: RunFolder; run: RunFile; secrets: Readonly<Record<string, string>> };

/** Hands a run to a keeper of its own. */
export async function launchRun(
  { folder, run, secrets }: Launch,
  options: LaunchOptions,
): Promise<ChildProcess> {
  const hasChannel = run.dialect === "modeldeck";
  const env = childEnv(options.env, { secrets, marker: run.marker, hasChannel });
  const order: KeeperOrder = {
    folder,
    marker: run.marker,
    spawn: spawnWordsOf(options.program, run.argv),
    argv: run.argv,
    cwd: run.cwd,
    env,
    secrets: [...new Set([...Object.values(secrets), ...secretsIn(env)])],
    hasChannel,
    isPausable: run.pausable === true,
    tellsFaults: isCommandName(run.command)
      ? dialects[run.dialect].spellingOf(run.command)?.tellsFaults
      : undefined,
    isServer: run.lane === "servers",
    limits: { ...options.limits, ...(run.limitMs !== undefined && { timeMs: run.limitMs }) },
  };
  return options.keepers.start(order);
}
