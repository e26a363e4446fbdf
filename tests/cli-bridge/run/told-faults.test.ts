import { expect, test } from "vitest";
import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import { imageworks } from "#cli-bridge/dialects/imageworks.ts";
import { faultReader } from "#cli-bridge/run/told-faults.ts";

const faultIn = (name: CommandName, text: string) =>
  faultReader(imageworks.spellingOf(name)?.tellsFaults)(text);

test.each<[CommandName, string, string]>([
  ["verify", "📊 Summary:\n   ✅ Valid: 1\n   ❌ Invalid: 8", "❌ Invalid: 8"],
  ["remove", "   • m\n❌ Cancelled", "nobody said yes"],
  ["remove", "Proceed? [y/N]: ❌ \x1b[33mCancelled\x1b[0m", "nobody said yes"],
  ["prune-no-chat-template", "from disk and registry? [y/N]: ❌ Cancelled", "nobody said yes"],
  [
    "remove",
    "⚠️  Failed to delete files: [Errno 13] Permission denied\n✅ Entry purged",
    "⚠️  Failed to delete files: [Errno 13] Permission denied",
  ],
  ["remove", "Error: model 'm' not found\n✅ Entry purged", "Ollama did not delete the model"],
  [
    "remove",
    "Error: model 'm' not found\n✅ Download metadata cleared (entry retained)",
    "the registry takes it for deleted",
  ],
  ["prune-no-chat-template", "❌ Failed to remove m: locked\n✅ Removed 1 models", "Failed to remove m"],
  ["tidy-empty-dirs", "⚠️  Failed to remove repo /w/o/r: busy", "Failed to remove repo"],
  ["apply-simple-slugs", "⚠️  Backup failed (continuing): no space", "Backup failed"],
  ["normalize-formats", "⚠️  Backup failed (continuing): no space", "Backup failed"],
  [
    "normalize-formats",
    "⚠️  Dry-run restore failed (non-fatal): [Errno 13] Permission denied\n🛈 Dry run (no changes written).",
    "could not put the registry back",
  ],
  [
    "backfill-ollama-paths",
    "⚠️  Reload warning after backfill (non-fatal): Duplicate model names\n✅ Backfilled 2 Ollama entries",
    "could not read it afterwards",
  ],
  ["analyze", "Warning: Could not fetch file list: 401 Client Error", "Could not fetch file list"],
  [
    "import-ollama",
    "[import-ollama] Ollama API unavailable; using sample dataset for dry run.",
    "What is listed is a sample",
  ],
])("the original's %s exits with 0, and what it prints says that it failed: %j", (name, text, says) => {
  expect(faultIn(name, text)).toContain(says);
});

test.each<[CommandName, string]>([
  ["verify", "❌ m - path missing: /w/m\n   ❌ Invalid: 0"],
  ["verify", "✅ ❌ Invalid: 8 of them"],
  ["list", "│ ❌ Cancelled │ GGUF │\n❌ m"],
  [
    "remove",
    "   • ❌ Cancelled (format=gguf loc=-)\n     ⚠️  Entire entry will be deleted (purge)\n✅ Entry purged",
  ],
  ["apply-simple-slugs", "⚠️  Skipped 2 colliding entries (use --disambiguate to resolve)"],
  ["scan", "✅ Imported 2 repositories into registry  |  ⚠️ Skipped 1 testing/demo entries"],
])("what %s prints of models and of what it left out is no failure of the run: %j", (name, text) => {
  expect(faultIn(name, text)).toBeUndefined();
});
