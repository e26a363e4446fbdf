import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import type { Dialect, Spelling } from "./dialect.ts";

const reads: Spelling = { mode: "always acts" };
const dryRun: Spelling = { mode: "dry run to rehearse" };
const eitherWord: Spelling = { mode: "either word" };

const spellings: Partial<Record<CommandName, Spelling>> = {
  list: reads,
  stats: reads,
  config: reads,
  "list-roles": { ...reads, words: { json: "json-output" } },
  analyze: reads,
  download: { ...reads, always: ["--non-interactive"], explicit: ["includeOptional"], lacks: ["dryRun"] },
  scan: { ...dryRun, order: ["base", "dryRun", "updateExisting", "includeTesting", "format"] },
  "import-ollama": {
    ...dryRun,
    order: ["dryRun", "deprecatePlaceholders", "purgeExisting", "backend", "location"],
    explicit: ["backend", "location"],
    script: "scripts/import_ollama_models.py",
  },
  "normalize-formats": { ...eitherWord, order: ["dryRun", "rebuild", "pruneMissing"] },
  "purge-deprecated": dryRun,
  "purge-logical-only": { ...eitherWord, explicit: ["includeCurated"] },
  "purge-hf": dryRun,
  "reset-discovered": dryRun,
  "prune-duplicates": dryRun,
  "restore-ollama": dryRun,
  "backfill-ollama-paths": dryRun,
  remove: { ...reads, always: ["--force"], lacks: ["dryRun"] },
  verify: { ...reads, lacks: ["dryRun", "full"] },
};

/** The commands whose original prints JSON when asked. */
const printsJson: readonly CommandName[] = ["list", "list-roles"];

function spellingOf(name: CommandName): Spelling | undefined {
  const spelling = spellings[name];
  if (!spelling || printsJson.includes(name)) return spelling;
  return { ...spelling, lacks: [...(spelling.lacks ?? []), "json"] };
}

/**
 * How the original program is spoken to. Options stand apart from their values and operands come first, as on the
 * page it came with; a value that begins with a dash cannot be said and is refused.
 */
export const imageworks: Dialect = {
  name: "imageworks",
  hasChannel: false,
  positionals: "first",
  joins: " ",
  omits: ["plan", "yes", "registryDir"],
  spellingOf,
};
