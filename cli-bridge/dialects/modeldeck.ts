import { type CommandName, commandOf } from "#cli-bridge/catalogue/index.ts";
import type { Dialect, Spelling } from "./dialect.ts";

const toAct: Spelling = { mode: "apply to act" };
const toRehearse: Spelling = { mode: "dry run to rehearse" };
const alwaysActs: Spelling = { mode: "always acts" };

function spellingOf(name: CommandName): Spelling {
  const command = commandOf(name);
  if (!command.rehearsal) return alwaysActs;
  return command.apply ? toAct : toRehearse;
}

/** How the bundled program is spoken to. It understands every command exactly as the catalogue says it. */
export const modeldeck: Dialect = {
  name: "modeldeck",
  hasChannel: true,
  positionals: "after dashes",
  joins: "=",
  omits: [],
  spellingOf,
};
