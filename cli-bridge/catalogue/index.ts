import { analyze } from "./analyze.ts";
import { applySimpleSlugs } from "./apply-simple-slugs.ts";
import { backendAdd } from "./backend-add.ts";
import { backendConfig } from "./backend-config.ts";
import { backendGuide } from "./backend-guide.ts";
import { backendLoad } from "./backend-load.ts";
import { backendRemove } from "./backend-remove.ts";
import { backendRestart } from "./backend-restart.ts";
import { backendStart } from "./backend-start.ts";
import { backendStop } from "./backend-stop.ts";
import { backendUnload } from "./backend-unload.ts";
import { backends } from "./backends.ts";
import { backfillOllamaPaths } from "./backfill-ollama-paths.ts";
import { backups } from "./backups.ts";
import { config } from "./config.ts";
import type { AnyCommand, InputOf } from "./define-command.ts";
import { diffBackup } from "./diff-backup.ts";
import { doctor } from "./doctor.ts";
import { download } from "./download.ts";
import { exportModels } from "./export-models.ts";
import { hubCheck } from "./hub-check.ts";
import { importFile } from "./import-file.ts";
import { importHfCache } from "./import-hf-cache.ts";
import { importLmstudio } from "./import-lmstudio.ts";
import { importModels } from "./import-models.ts";
import { importOllama } from "./import-ollama.ts";
import { list } from "./list.ts";
import { listRoles } from "./list-roles.ts";
import { lmstudioDownload } from "./lmstudio-download.ts";
import { lock } from "./lock.ts";
import { normalizeFormats } from "./normalize-formats.ts";
import { ollamaCopy } from "./ollama-copy.ts";
import { ollamaCreate } from "./ollama-create.ts";
import { ollamaDelete } from "./ollama-delete.ts";
import { ollamaList } from "./ollama-list.ts";
import { ollamaPull } from "./ollama-pull.ts";
import { ollamaPush } from "./ollama-push.ts";
import { ollamaShow } from "./ollama-show.ts";
import { ollamaSync } from "./ollama-sync.ts";
import { ollamaUpdate } from "./ollama-update.ts";
import { partials } from "./partials.ts";
import { previewSimpleSlugs } from "./preview-simple-slugs.ts";
import { profiles } from "./profiles.ts";
import { pruneBackups } from "./prune-backups.ts";
import { pruneDuplicates } from "./prune-duplicates.ts";
import { pruneNoChatTemplate } from "./prune-no-chat-template.ts";
import { purgeDeprecated } from "./purge-deprecated.ts";
import { purgeHf } from "./purge-hf.ts";
import { purgeLogicalOnly } from "./purge-logical-only.ts";
import { purgeTests } from "./purge-tests.ts";
import { rebuild } from "./rebuild.ts";
import { refreshArchitecture } from "./refresh-architecture.ts";
import { remove } from "./remove.ts";
import { resetDiscovered } from "./reset-discovered.ts";
import { restoreBackup } from "./restore-backup.ts";
import { restoreOllama } from "./restore-ollama.ts";
import { scan } from "./scan.ts";
import { search } from "./search.ts";
import { serve } from "./serve.ts";
import { setArgs } from "./set-args.ts";
import { setBackend } from "./set-backend.ts";
import { setConfig } from "./set-config.ts";
import { setDefaults } from "./set-defaults.ts";
import { setMeta } from "./set-meta.ts";
import { setProfile } from "./set-profile.ts";
import { setRoles } from "./set-roles.ts";
import { stats } from "./stats.ts";
import { tidyEmptyDirs } from "./tidy-empty-dirs.ts";
import { trashEmpty } from "./trash-empty.ts";
import { trashList } from "./trash-list.ts";
import { trashRestore } from "./trash-restore.ts";
import { undo } from "./undo.ts";
import { unlock } from "./unlock.ts";
import { verify } from "./verify.ts";

/** Every command there is, by the name that URLs, files and the API use. */
export const catalogue = {
  list,
  stats,
  "list-roles": listRoles,
  config,
  "set-config": setConfig,
  "hub-check": hubCheck,
  search,
  scan,
  download,
  partials,
  analyze,
  "import-ollama": importOllama,
  "import-lmstudio": importLmstudio,
  "import-hf-cache": importHfCache,
  "import-file": importFile,
  "import-models": importModels,
  "export-models": exportModels,
  backends,
  "backend-add": backendAdd,
  "backend-remove": backendRemove,
  "backend-load": backendLoad,
  "backend-unload": backendUnload,
  "ollama-list": ollamaList,
  "ollama-show": ollamaShow,
  "ollama-pull": ollamaPull,
  "ollama-update": ollamaUpdate,
  "ollama-delete": ollamaDelete,
  "ollama-copy": ollamaCopy,
  "ollama-create": ollamaCreate,
  "ollama-push": ollamaPush,
  "ollama-sync": ollamaSync,
  "lmstudio-download": lmstudioDownload,
  "normalize-formats": normalizeFormats,
  rebuild,
  "purge-deprecated": purgeDeprecated,
  "purge-logical-only": purgeLogicalOnly,
  "purge-hf": purgeHf,
  "reset-discovered": resetDiscovered,
  "purge-tests": purgeTests,
  "prune-duplicates": pruneDuplicates,
  "restore-ollama": restoreOllama,
  "backfill-ollama-paths": backfillOllamaPaths,
  "tidy-empty-dirs": tidyEmptyDirs,
  "prune-no-chat-template": pruneNoChatTemplate,
  "preview-simple-slugs": previewSimpleSlugs,
  "apply-simple-slugs": applySimpleSlugs,
  "refresh-architecture": refreshArchitecture,
  remove,
  verify,
  "set-roles": setRoles,
  "set-backend": setBackend,
  "set-args": setArgs,
  "set-defaults": setDefaults,
  "set-meta": setMeta,
  lock,
  unlock,
  "trash-list": trashList,
  "trash-restore": trashRestore,
  "trash-empty": trashEmpty,
  backups,
  "restore-backup": restoreBackup,
  "diff-backup": diffBackup,
  "prune-backups": pruneBackups,
  undo,
  profiles,
  "set-profile": setProfile,
  doctor,
  "backend-start": backendStart,
  "backend-stop": backendStop,
  "backend-restart": backendRestart,
  "backend-config": backendConfig,
  "backend-guide": backendGuide,
  serve,
} as const;

export type CommandName = keyof typeof catalogue;
export type InputOfCommand<N extends CommandName> = InputOf<(typeof catalogue)[N]>;

export const commandNames = Object.keys(catalogue) as CommandName[];

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(catalogue, name);

/** The command of that name, seen as data. */
export const commandOf = (name: CommandName): AnyCommand => catalogue[name];
