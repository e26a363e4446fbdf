import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import type { Dialect, Spelling } from "./dialect.ts";
import { faultsToldBy } from "./imageworks-faults.ts";

const reads: Spelling = { mode: "always acts" };
const dryRun: Spelling = { mode: "dry run to rehearse" };
const eitherWord: Spelling = { mode: "either word" };

const keepsNothing = "It makes no backup of the registry: nothing brings back what it removes.";

/** Of a command that forgets entries and leaves files alone. */
const forgets: Spelling = {
  ...{ ...dryRun, lacks: ["backup"] },
  warnings: [{ when: ["apply"], says: keepsNothing }],
};

const spellings: Partial<Record<CommandName, Spelling>> = {
  list: reads,
  stats: reads,
  config: reads,
  "list-roles": { ...reads, words: { json: "json-output" } },
  analyze: { ...reads, lacks: ["revision", "context", "kvType", "engine"] },
  download: {
    ...{ ...reads, always: ["--non-interactive"], explicit: ["includeOptional"] },
    lacks: ["dryRun", "revision", "layout", "files", "acceptCode", "rate", "connections", "keepPartial"],
  },
  scan: { ...dryRun, order: ["base", "dryRun", "updateExisting", "includeTesting", "format"] },
  "import-ollama": {
    ...dryRun,
    order: ["dryRun", "deprecatePlaceholders", "purgeExisting", "backend", "location"],
    explicit: ["backend", "location"],
    lacks: ["from", "host", "store", "includeTesting"],
    script: "scripts/import_ollama_models.py",
  },
  "normalize-formats": { ...eitherWord, order: ["dryRun", "rebuild", "pruneMissing"] },
  "purge-deprecated": forgets,
  "purge-logical-only": { ...eitherWord, explicit: ["includeCurated"] },
  "purge-hf": forgets,
  "reset-discovered": dryRun,
  "prune-duplicates": forgets,
  "restore-ollama": dryRun,
  "backfill-ollama-paths": { ...dryRun, lacks: ["backup"] },
  remove: {
    ...{ ...reads, always: ["--force"], lacks: ["dryRun"] },
    warnings: [
      { when: ["deleteFiles"], says: "It deletes files for good, wherever they lie, and makes no backup." },
      { when: [], says: keepsNothing },
    ],
  },
  "purge-tests": eitherWord,
  "tidy-empty-dirs": eitherWord,
  "prune-no-chat-template": {
    ...{ ...eitherWord, always: ["--force"], lacks: ["backup"] },
    summary: "Remove every model in whose folder it sees no chat template, and delete that folder for good",
    warnings: [
      {
        when: ["apply"],
        says: "It deletes folders for good and makes no backup. Base models, embedding models and GGUF files with a template of their own may be among them.",
      },
    ],
  },
  "preview-simple-slugs": reads,
  "apply-simple-slugs": eitherWord,
  "refresh-architecture": { ...dryRun, named: "migrate-architecture", lacks: ["metrics", "backup"] },
  verify: {
    ...{ ...reads, lacks: ["dryRun", "full", "record", "noCache"] },
    warnings: [
      {
        when: ["fixMissing"],
        says: "It forgets the download of everything that it calls invalid, also of models whose files have changed and of Ollama's, and makes no backup.",
      },
    ],
  },
};

/** The commands whose original prints JSON when asked. */
const printsJson: readonly CommandName[] = [
  "list",
  "list-roles",
  "preview-simple-slugs",
  "apply-simple-slugs",
];

/** What no command of it knows: more than one model, plans that are narrowed, marks. */
const ours = ["more", "except", "only", "was"];

function spellingOf(name: CommandName): Spelling | undefined {
  const spelling = spellings[name];
  if (!spelling) return undefined;
  const unprinted = printsJson.includes(name) ? [] : ["json"];
  const lacks = [...(spelling.lacks ?? []), ...ours, ...unprinted];
  return { ...spelling, lacks, tellsFaults: faultsToldBy(name) };
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
