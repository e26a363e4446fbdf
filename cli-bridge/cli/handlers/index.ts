import type { InputOfCommand, ReadyCommandName } from "#cli-bridge/catalogue/index.ts";
import type { Session } from "../session.ts";

type Globals = { json?: boolean; registryDir?: string };

/** What carries a command out. It answers its exit code where that is not 0; refusals are thrown. */
export type Handler<N extends ReadyCommandName> = (
  input: InputOfCommand<N> & Globals,
  session: Session,
) => Promise<number | undefined>;

/** One handler for each command that is ready, loaded only when it is asked for. */
export const handlers: { [N in ReadyCommandName]: () => Promise<Handler<N>> } = {
  list: async () => (await import("./list.ts")).list,
  stats: async () => (await import("./stats.ts")).stats,
  "list-roles": async () => (await import("./list-roles.ts")).listRoles,
  "hub-check": async () => (await import("./hub-check.ts")).hubCheck,
  search: async () => (await import("./search.ts")).search,
  "set-config": async () => (await import("./set-config.ts")).setConfig,
  config: async () => (await import("./config.ts")).config,
  scan: async () => (await import("./scan.ts")).scan,
  download: async () => (await import("./download.ts")).download,
  analyze: async () => (await import("./analyze.ts")).analyze,
  "import-ollama": async () => (await import("./import-ollama.ts")).importOllama,
  "import-lmstudio": async () => (await import("./import-lmstudio.ts")).importLmstudio,
  "import-hf-cache": async () => (await import("./import-hf-cache.ts")).importHfCache,
  "import-file": async () => (await import("./import-file.ts")).importFile,
  remove: async () => (await import("./remove.ts")).remove,
  verify: async () => (await import("./verify.ts")).verify,
  "trash-list": async () => (await import("./trash-list.ts")).trashList,
  "trash-restore": async () => (await import("./trash-restore.ts")).trashRestore,
  "trash-empty": async () => (await import("./trash-empty.ts")).trashEmpty,
  backups: async () => (await import("./backups.ts")).backups,
  "restore-backup": async () => (await import("./restore-backup.ts")).restoreBackup,
  "diff-backup": async () => (await import("./diff-backup.ts")).diffBackup,
  "prune-backups": async () => (await import("./prune-backups.ts")).pruneBackups,
  undo: async () => (await import("./undo.ts")).undo,
  doctor: async () => (await import("./doctor.ts")).doctor,
  "set-roles": async () => (await import("./set-roles.ts")).setRoles,
  "set-backend": async () => (await import("./set-backend.ts")).setBackend,
  "set-args": async () => (await import("./set-args.ts")).setArgs,
  "set-defaults": async () => (await import("./set-defaults.ts")).setDefaults,
  "set-meta": async () => (await import("./set-meta.ts")).setMeta,
  lock: async () => (await import("./lock.ts")).lock,
  unlock: async () => (await import("./unlock.ts")).unlock,
  "normalize-formats": async () => (await import("./normalize-formats.ts")).normalizeFormats,
  profiles: async () => (await import("./profiles.ts")).profiles,
  "set-profile": async () => (await import("./set-profile.ts")).setProfile,
  "preview-simple-slugs": async () => (await import("./preview-simple-slugs.ts")).previewSimpleSlugs,
  "apply-simple-slugs": async () => (await import("./apply-simple-slugs.ts")).applySimpleSlugs,
  "refresh-architecture": async () => (await import("./refresh-architecture.ts")).refreshArchitecture,
  "tidy-empty-dirs": async () => (await import("./tidy-empty-dirs.ts")).tidyEmptyDirs,
  "prune-no-chat-template": async () => (await import("./prune-no-chat-template.ts")).pruneNoChatTemplate,
  "purge-deprecated": async () => (await import("./purge-deprecated.ts")).purgeDeprecated,
  "purge-logical-only": async () => (await import("./purge-logical-only.ts")).purgeLogicalOnly,
  "purge-hf": async () => (await import("./purge-hf.ts")).purgeHf,
  "purge-tests": async () => (await import("./purge-tests.ts")).purgeTests,
  "reset-discovered": async () => (await import("./reset-discovered.ts")).resetDiscovered,
  "prune-duplicates": async () => (await import("./prune-duplicates.ts")).pruneDuplicates,
  "restore-ollama": async () => (await import("./restore-ollama.ts")).restoreOllama,
  "backfill-ollama-paths": async () => (await import("./backfill-ollama-paths.ts")).backfillOllamaPaths,
  rebuild: async () => (await import("./rebuild.ts")).rebuild,
  serve: async () => (await import("./serve.ts")).serve,
};
