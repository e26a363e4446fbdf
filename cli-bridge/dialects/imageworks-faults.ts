import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import type { ToldFault } from "./dialect.ts";

/** It prints this behind its question, or on a line of its own, and exits with 0. */
const cancelled: ToldFault = {
  line: "(?:^|(?<=\\]: ?))❌ (?:Cancelled|Download cancelled by user)$",
  says: "It asked whether to go on, nobody said yes, and it did nothing.",
};

const noBackup: ToldFault = { line: "^⚠️ +Backup failed \\(continuing\\).*$" };
const keptFiles: ToldFault = { line: "^⚠️ +Failed to delete files.*$" };

const toldFaults: Partial<Record<CommandName, readonly ToldFault[]>> = {
  verify: [{ line: "(?<=^ *)❌ Invalid: [1-9][0-9]*$" }],
  remove: [
    keptFiles,
    { line: "^⚠️ +Failed to run 'ollama rm'.*$" },
    // Ollama's own word; that it failed is ignored.
    { line: "^Error: .*$", says: "Ollama did not delete the model, and the registry takes it for deleted." },
  ],
  "prune-no-chat-template": [keptFiles, { line: "^❌ Failed to remove .*$" }],
  "tidy-empty-dirs": [{ line: "^⚠️ +Failed to remove (?:repo|owner) .*$" }],
  "restore-ollama": [{ line: "^⚠️ +Skip malformed backup entry.*$" }],
  "normalize-formats": [
    noBackup,
    {
      line: "^⚠️ +Dry-run restore failed \\(non-fatal\\): .*$",
      says: "It could not put the registry back as it was before this rehearsal, which may have changed it.",
    },
  ],
  "backfill-ollama-paths": [
    {
      line: "^⚠️ +Reload warning after backfill \\(non-fatal\\): .*$",
      says: "It wrote the registry, and could not read it afterwards.",
    },
  ],
  "apply-simple-slugs": [noBackup],
  analyze: [{ line: "^Warning: Could not fetch (?:model info|file list): .*$" }],
  "import-ollama": [
    {
      line: "^\\[import-ollama\\] Ollama API unavailable;.*$",
      says: "Ollama did not answer. What is listed is a sample that the program carries, and not what you have.",
    },
  ],
};

/** What a command of the original prints where it failed, in part or whole, and exits with 0 all the same. */
export const faultsToldBy = (name: CommandName): readonly ToldFault[] => [
  ...(toldFaults[name] ?? []),
  cancelled,
];
