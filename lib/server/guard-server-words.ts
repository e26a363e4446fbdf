import type { Input } from "#cli-bridge/derive/check-input.ts";
import { saidWords } from "#lib/backends/managed/server-wanted.ts";

/**
 * Refuses a server whose arguments or variables hold a secret, before the run and its words are written down.
 */
export function guardServerWords(command: string, input: Input): void {
  if (command !== "backend-start") return;
  const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);
  saidWords({ args: textOf(input.args), env: textOf(input.env) });
}
