import type { ServerSetup } from "#cli-bridge/protocol/server-setup.ts";
import { guidesOf } from "#lib/backends/managed/guide-of.ts";
import { ollamaVariables } from "#lib/backends/managed/ollama-variables.ts";
import { readServerValues, serverSettingsFile } from "#lib/backends/managed/server-settings.ts";
import type { Entry } from "#lib/registry/entry.ts";

type Asked = { home: string; entry?: Entry | undefined; env?: NodeJS.ProcessEnv };

/** What servers are told that are started here, and how each is started by hand. */
export async function readServerSetup({ home, entry, env = process.env }: Asked): Promise<ServerSetup> {
  const ollama = await readServerValues(home);
  const guides = await guidesOf({ said: {}, entry, saved: ollama, env });
  return { file: serverSettingsFile(home), ollama, variables: [...ollamaVariables], guides };
}
