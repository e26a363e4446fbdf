import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { unknownName } from "./names-meant.ts";
import { readRegistry } from "./read-registry.ts";
import type { Session } from "./session.ts";

type Said = { entry?: string | undefined; model?: string | undefined };

/** The entry of the registry that is to be served, where one is said. */
export async function entrySaid({ entry: said, model }: Said, session: Session): Promise<Entry | undefined> {
  if (said === undefined) return undefined;
  if (model !== undefined)
    throw new ConsoleError("bad-input", "A model is said by its entry or by its path, not by both.", {
      hint: "Leave out --entry or --model.",
    });
  const { entries } = await readRegistry(session);
  const found = entries.find(({ name }) => name === said);
  if (!found) throw unknownName(said, entries);
  return found;
}
