import type { ServerSetup } from "#cli-bridge/protocol/server-setup.ts";
import { guidesOf } from "#lib/backends/managed/guide-of.ts";
import { ollamaVariables } from "#lib/backends/managed/ollama-variables.ts";
import { readServerValues, serverSettingsFile } from "#lib/backends/managed/server-settings.ts";
import type { Entry } from "#lib/registry/entry.ts";

type Asked = {
  home: string;
  /** The name of a model to fill in. */
  entry?: string | undefined;
  read: () => Promise<{ registry: { entries: readonly Entry[] } }>;
  env?: NodeJS.ProcessEnv;
};

/** What servers are told that are started here, and how each is started by hand. */
export async function readServerSetup({
  home,
  entry: said,
  read,
  env = process.env,
}: Asked): Promise<ServerSetup> {
  const entry =
    said === undefined ? undefined : (await read()).registry.entries.find(({ name }) => name === said);
  const ollama = await readServerValues(home);
  const guides = await guidesOf({ said: {}, entry, saved: ollama, env });
  return { file: serverSettingsFile(home), ollama, variables: [...ollamaVariables], guides };
}
