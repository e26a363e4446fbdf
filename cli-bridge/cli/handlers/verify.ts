import { commandOf } from "#cli-bridge/catalogue/index.ts";
import { acts } from "#cli-bridge/derive/intent-of.ts";
import { toCountWords } from "#lib/format.ts";
import { undoOf } from "#lib/registry/operations/backup-restoring.ts";
import type { EntryCheck } from "#lib/registry/operations/check-entry.ts";
import {
  applyForgetting,
  planForgetting,
  recordHashes,
  verifyRegistry,
  wrongOf,
} from "#lib/registry/operations/verify-registry.ts";
import { placesOf } from "../places-of.ts";
import { readRegistry } from "../read-registry.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Session } from "../session.ts";
import type { Handler } from "./index.ts";

export const verify: Handler<"verify"> = async (input, session) => {
  const { print } = session;
  const { dir, roots } = placesOf(await session.settings());
  const registry = await readRegistry(session);
  const { name, full = false } = input;
  const onProgress = session.tellProgress;
  const checks = await verifyRegistry(
    registry,
    { name, full },
    { onProgress: (progress) => onProgress({ phase: full ? "hash" : "verify", ...progress }) },
  );
  const recorded = full ? await recordHashes(dir, checks) : 0;
  printChecks(session, checks);
  const report = reportOf(checks, recorded);
  const isFine = report.invalid === 0 && !checks.some(({ state }) => state === "no download");
  if (!input.fixMissing) {
    session.tellResult({ summary: summaryOf(checks), report });
    print.json(report);
    return isFine ? 0 : 1;
  }
  const ended = await rehearseOrApply(
    {
      name: "verify",
      input,
      rehearse: () => planForgetting(dir, checks, roots),
      apply: async (expectedId) => {
        const { plan, backup, signature } = await applyForgetting(dir, { checks, roots }, expectedId);
        const count = plan.changed.length;
        const deed = `Cleared the download of ${toCountWords(count, "entry", "entries")}`;
        const left = wrongOf(checks).length - count;
        const attention = left === 0 ? "" : `; ${left} more ${left === 1 ? "needs" : "need"} attention`;
        return {
          plan,
          result: {
            ...{ summary: `${deed}${attention}.`, report },
            ...(backup && { backup, undo: undoOf({ backup, signature }) }),
          },
          says: `✅ ${deed}`,
        };
      },
      more: () => ({ report }),
    },
    session,
  );
  const isLeft = wrongOf(checks).some(({ state }) => state !== "missing");
  return acts(commandOf("verify"), input) && isLeft ? 1 : ended;
};

const marks: Record<EntryCheck["state"], string> = {
  valid: "✅",
  missing: "❌",
  changed: "⚠️ ",
  unreadable: "❌",
  "no download": "⚠️ ",
  "kept by Ollama": "🛈",
};

function printChecks({ print }: Session, checks: readonly EntryCheck[]): void {
  print.line(`Verifying ${toCountWords(checks.length, "variant")}...`);
  for (const { name, state, says } of checks) print.line(`${marks[state]} ${name} - ${says}`);
  const invalid = wrongOf(checks).length;
  const valid = checks.filter(({ state }) => state === "valid").length;
  print.line();
  print.line("📊 Summary:");
  print.line(`   ✅ Valid: ${valid}`);
  print.line(`   ❌ Invalid: ${invalid}`);
}

function reportOf(checks: readonly EntryCheck[], recorded: number) {
  const count = (state: EntryCheck["state"]) => checks.filter((check) => check.state === state).length;
  return {
    valid: count("valid"),
    invalid: wrongOf(checks).length,
    keptByOllama: count("kept by Ollama"),
    recorded,
    // What needs attention comes first. The log has everything in the order of the registry.
    results: [...wrongOf(checks), ...checks.filter((check) => !wrongOf(checks).includes(check))].map(
      ({ name, state, says, path }) => ({ name, state, says, ...(path !== undefined && { path }) }),
    ),
  };
}

const summaryOf = (checks: readonly EntryCheck[]) => {
  const wrong = wrongOf(checks).length;
  const all = toCountWords(checks.length, "model");
  const bare = checks.filter(({ state }) => state === "no download").length;
  if (wrong === 0 && bare > 0)
    return `${bare} of ${all} ${bare === 1 ? "has" : "have"} no download to check.`;
  return wrong === 0
    ? `${all} checked, nothing wrong.`
    : `${wrong} of ${all} ${wrong === 1 ? "needs" : "need"} attention.`;
};
