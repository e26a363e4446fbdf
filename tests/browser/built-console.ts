import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { makeRegistry } from "#tests/support/make-registry.ts";
import { noHub } from "#tests/support/no-hub.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const startMs = 30_000;
const stopMs = 5_000;

export type BuiltConsole = {
  url: string;
  port: number;
  home: string;
  models: string;
  /** Ends it without a word to anybody. */
  kill: () => Promise<void>;
  close: () => Promise<void>;
};

export type Sample = {
  entries: number;
  hasFiles: boolean;
  /** The program to drive, ours by default. */
  program?: string;
  /** What its environment says besides, such as where a server of models is. */
  environment?: Readonly<Record<string, string>>;
};

/** The console as it is built, on a home of its own, with a sample registry in it. */
export async function startBuiltConsole(sample: Sample): Promise<BuiltConsole> {
  const { entries, hasFiles, program, environment } = sample;
  const home = await mkdtemp(join(await realpath(tmpdir()), "modeldeck-story-"));
  const models = join(home, "models");
  await makeRegistry(join(home, "registry"), { entries, modelsFolder: models, hasFiles });
  const child = spawn(process.execPath, ["bin/modeldeck.mjs", "serve", "--port", "0"], {
    cwd: root,
    env: { ...environmentOf(home, models), ...(program && { MODELDECK_CLI: program }), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  const url = await addressIn(child, ended);
  return {
    url,
    port: Number(new URL(url).port),
    home,
    models,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    close: async () => {
      await endRuns(url);
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), stopMs);
      await ended;
      clearTimeout(late);
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Runs outlive a console, and one that waits for a server that is gone would wait for long. */
async function endRuns(url: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  for (const state of ["queued", "running"]) {
    const answer = await fetch(`${url}/api/runs?state=${state}`).catch(() => undefined);
    const { runs } = (answer?.ok ? await answer.json() : { runs: [] }) as { runs: { id: string }[] };
    for (const { id } of runs) await fetch(`${url}/api/runs/${id}`, { method: "DELETE", headers });
  }
}

export function environmentOf(home: string, models: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  // Whatever listens on the usual ports of this machine has no part in a story.
  const alone = { HOME: home, MODELDECK_HOME: home, MODELDECK_ROOTS: models, MODELDECK_DISCOVER: "off" };
  return { PATH, ...alone, HF_ENDPOINT: noHub, CI: "1", NODE_ENV: "production" };
}

type Child = ReturnType<typeof spawn>;

/** The address is the first thing that the console prints; everything else it says belongs into the failure. */
export async function addressIn(child: Child, ended: Promise<unknown>): Promise<string> {
  const said: string[] = [];
  const found = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      said.push(line);
      const address = /https?:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(line)?.[0];
      if (address !== undefined) found.resolve(address);
    });
  }
  const giveUp = (why: string) => found.reject(new Error(`The console ${why}.\n${said.join("\n")}`));
  const late = setTimeout(() => giveUp("did not start in time"), startMs);
  void ended.then(() => giveUp("ended before it said where it is"));
  try {
    return await found.promise;
  } finally {
    clearTimeout(late);
  }
}
