import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { serve } from "#lib/server/serve.ts";
import { builtKeeper } from "./built-keeper.ts";
import { noHub } from "./no-hub.ts";
import { apiRoutes, makeApiHandle } from "./route-api.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export type Opening = {
  /** Entries of the discovered layer. */
  entries?: readonly object[];
  /** The program to drive, ours by default. */
  program?: string;
  env?: Record<string, string>;
};

export type OpenConsole = Awaited<ReturnType<typeof openConsole>>;

/** A real console on a free port, with a home of its own. It answers the API; pages need the built console. */
export async function openConsole({ entries = [], program, env = {} }: Opening = {}) {
  const home = await temporaryFolder();
  const root = join(home, "weights");
  const registryDir = join(home, "registry");
  await mkdir(root);
  await mkdir(registryDir);
  await writeFile(join(registryDir, "model_registry.discovered.json"), JSON.stringify(entries));
  const { PATH = "" } = process.env;
  const console = await serve({
    port: 0,
    handle: makeApiHandle(await apiRoutes()),
    limits: { graceMs: 200 },
    keeperPath: builtKeeper,
    env: {
      ...{ PATH, HOME: home, MODELDECK_HOME: home, MODELDECK_ROOTS: root, NODE_ENV: "test" },
      // What listens on the usual ports of this machine is not the test's.
      MODELDECK_DISCOVER: "off",
      HF_ENDPOINT: noHub,
      ...(program && { MODELDECK_CLI: program }),
      ...env,
    },
  });
  const origin = `http://127.0.0.1:${console.port}`;
  const ask = async (path: string, options: RequestInit = {}) => fetch(`${origin}${path}`, options);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  onTestFinished(async () => {
    await endRuns(ask).catch(() => undefined);
    await console.close();
  });
  return { ...console, home, root, registryDir, origin, ask, post };
}

/** A run outlives its console, and its keeper would look for a home that is gone with the test. */
async function endRuns(ask: (path: string, options?: RequestInit) => Promise<Response>): Promise<void> {
  const { runs } = await (await ask("/api/runs?live=all")).json();
  const going = runs.filter(({ state }: { state: string }) => state !== "ended");
  const end = async ({ id }: { id: string }) => {
    await ask(`/api/runs/${id}`, {
      method: "DELETE",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    await (await ask(`/api/runs/${id}/events`)).text();
  };
  await Promise.all(going.map(end));
}
