import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { builtKeeper } from "#tests/support/built-keeper.ts";
import { noHub } from "#tests/support/no-hub.ts";

export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/${name}.mjs`, import.meta.url));

type Starting = {
  home: string;
  /** A foreign program to drive; else our own. */
  program?: string;
  port?: number;
  env?: Record<string, string>;
};

/** A console in a process of its own, which can be killed like any other. */
export async function startConsole({ home, program, port = 0, env = {} }: Starting) {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [fixture("served-console"), String(port), builtKeeper], {
    env: {
      ...{ PATH, HOME: home, MODELDECK_HOME: home, MODELDECK_ROOTS: home, NODE_ENV: "test" },
      MODELDECK_DISCOVER: "off",
      HF_ENDPOINT: noHub,
      ...(program !== undefined && { MODELDECK_CLI: program, MODELDECK_DIALECT: "imageworks" }),
      ...env,
      NODE_COMPILE_CACHE: join(home, "compiled"),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [said] = await Promise.race([
    once(child.stdout, "data"),
    exited.then(() => Promise.reject(new Error("The console ended before it said its port."))),
  ]);
  const own = Number(String(said));
  const ask = (path: string, options: RequestInit = {}) => fetch(`http://127.0.0.1:${own}${path}`, options);
  return {
    port: own,
    ask,
    start: (command: string, input: object): Promise<RunRecord> =>
      ask("/api/runs", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ command, input }),
      }).then((answer) => answer.json()),
    runs: async (): Promise<RunRecord[]> => (await (await ask("/api/runs?limit=999")).json()).runs,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

export type KillableConsole = Awaited<ReturnType<typeof startConsole>>;
