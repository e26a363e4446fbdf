import { toCountWords } from "#lib/format.ts";
import {
  type EntryCheck,
  type EntryState,
  type FileCheck,
  wrongOf,
} from "#lib/registry/operations/entry-check.ts";
import type { Verified } from "#lib/registry/operations/verify-registry.ts";
import type { Printer } from "./print.ts";

const marks: Record<EntryState, string> = {
  valid: "✅",
  missing: "❌",
  incomplete: "❌",
  "size changed": "⚠️ ",
  "content changed": "⚠️ ",
  "lock violated": "❌",
  unreadable: "❌",
  changing: "⚠️ ",
  "not recorded": "✅",
  "no download": "⚠️ ",
  "kept by Ollama": "🛈",
};

const filesMax = 10;

/** What a check found, in the words and with the marks of the original. */
export function printChecks(print: Printer, { checks, filesRead, filesRemembered }: Verified): void {
  print.line(`Verifying ${toCountWords(checks.length, "variant")}...`);
  for (const check of checks) printCheck(print, check);
  const invalid = wrongOf(checks).length;
  const valid = checks.filter(({ state }) => state === "valid" || state === "not recorded").length;
  print.line();
  print.line("📊 Summary:");
  print.line(`   ✅ Valid: ${valid}`);
  print.line(`   ❌ Invalid: ${invalid}`);
  const bare = checks.filter(({ state }) => state === "no download").length;
  if (bare > 0) print.line(`   ⚠️  Not downloaded: ${bare}`);
  const fresh = checks.filter(({ state }) => state === "not recorded").length;
  if (fresh > 0) print.line(`   🛈 Of the valid, nothing was recorded to compare with: ${fresh}`);
  const kept = checks.filter(({ state }) => state === "kept by Ollama").length;
  if (kept > 0) print.line(`   🛈 Kept by Ollama, not looked at: ${kept}`);
  if (filesRead + filesRemembered > 0)
    print.line(
      `   ${toCountWords(filesRead, "file")} read, ${filesRemembered} unchanged since they were read`,
    );
}

function printCheck(print: Printer, { name, state, says, sharedWith, files = [] }: EntryCheck): void {
  const shared = sharedWith === undefined ? "" : `; same files as ${sharedWith.join(", ")}, read once`;
  print.line(`${marks[state]} ${name} - ${says}${shared}`);
  const wrong = files.filter(isNoted);
  if (wrong.length < 2) return;
  for (const { path, state: fileState, says: why } of wrong.slice(0, filesMax))
    print.line(`     ${path}: ${why ?? fileState}`);
  if (wrong.length > filesMax) print.line(`     and ${wrong.length - filesMax} more`);
}

const isNoted = ({ state }: FileCheck) => state !== "valid" && state !== "not recorded";
