import { onTestFinished } from "vitest";
import type { Hub } from "#lib/hub/hub.ts";
import { readHubSettings } from "#lib/hub/hub-settings.ts";
import { openHub } from "#lib/hub/open-hub.ts";
import { loadSettings } from "#lib/state/settings.ts";
import { type HubOptions, startTestHub, type TestHub } from "#tests/servers/hub/start-test-hub.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

type Env = Readonly<Record<string, string>>;

/** A hub opened as a program opens it that has just this environment, in a home of its own. */
export async function hubIn(env: Env): Promise<Hub> {
  const home = env.HOME ?? (await temporaryFolder());
  const surroundings = { NODE_ENV: "test" as const, HOME: home, ...env };
  const hub = openHub(await readHubSettings(await loadSettings({ env: surroundings }), surroundings));
  onTestFinished(() => hub.close());
  return hub;
}

/** A server and a client of it. */
export async function hubWith(options: HubOptions, env: Env = {}): Promise<{ server: TestHub; hub: Hub }> {
  const server = await startTestHub(options);
  onTestFinished(() => server.close());
  return { server, hub: await hubIn({ HF_ENDPOINT: server.url, ...env }) };
}
