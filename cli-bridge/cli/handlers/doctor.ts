import { existsSync } from "node:fs";
import { type CommandName, isCommandName } from "#cli-bridge/catalogue/index.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import { toShell } from "#cli-bridge/derive/shell-words.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { toInvocation } from "#cli-bridge/dialects/to-invocation.ts";
import { toCountWords } from "#lib/format.ts";
import type { HealthFinding, Severity } from "#lib/registry/health/health-finding.ts";
import { doctorRegistry } from "#lib/registry/operations/doctor-registry.ts";
import { type HashStore, openHashCache } from "#lib/state/hash-cache.ts";
import { checksFileIn } from "#lib/state/last-checks.ts";
import { placesOf } from "../places-of.ts";
import { type Printer, styled } from "../print.ts";
import { readRegistry } from "../read-registry.ts";
import type { Session } from "../session.ts";
import type { Handler } from "./index.ts";

/** So many of a finding's entries are printed; JSON names them all. */
const shownMax = 10;
const marks: Record<Severity, string> = { error: "❌", warning: "⚠️ ", note: "🛈" };

export const doctor: Handler<"doctor"> = async ({ quick = false }, session) => {
  const registry = await readRegistry(session);
  const settings = await session.settings();
  const { roots } = placesOf(settings);
  const hashes = openKnownHashes(settings.home.value);
  const remembered = (identity: string) => hashes?.get(identity);
  const found = await doctorRegistry(registry, { roots, quick, remembered }).finally(() => hashes?.close());
  const findings = found.map((each) => toAnswer(each, session.print.toType));
  const count = (severity: Severity) => found.filter((each) => each.severity === severity).length;
  const counts = { errors: count("error"), warnings: count("warning"), notes: count("note") };
  const healthy = counts.errors === 0;
  const summary = summaryOf(registry.entries.length, counts);
  const report = { healthy, entries: registry.entries.length, ...counts, quick, findings };
  for (const finding of findings) printFinding(session, finding);
  session.print.line(healthy ? "✅ " : "❌ ", styled("bold", summary));
  session.print.json(report);
  session.tellResult({ summary, report });
  return healthy ? 0 : 1;
};

/** Looking leaves nothing behind, so what no check has ever begun is not begun here. */
function openKnownHashes(home: string): HashStore | undefined {
  const file = checksFileIn(home);
  return existsSync(file) ? openHashCache(file) : undefined;
}

type Answer = ReturnType<typeof toAnswer>;

/** A finding, and the line that mends it in a terminal. */
function toAnswer({ mend, ...finding }: HealthFinding, toType: Printer["toType"]) {
  const known = mend && isCommandName(mend.command) ? { ...mend, command: mend.command } : undefined;
  return {
    ...finding,
    ...(known && { mend: { ...known, runs: toType(lineOf(known.command, known.input)) } }),
  };
}

/** A mend is data from a room that does not know the catalogue; the tests say each of them as this does. */
const lineOf = (command: CommandName, input: Readonly<Record<string, unknown>>) =>
  toShell(toInvocation(command, input as Input, dialects.modeldeck, ["modeldeck"]).argv);

function printFinding({ print }: Session, { severity, title, says, items, mend }: Answer): void {
  print.line(`${marks[severity]} `, styled("bold", title));
  print.line(`   ${says}`);
  for (const { name, detail } of items.slice(0, shownMax)) {
    print.line(`   • ${name}${detail === undefined ? "" : ` - ${detail}`}`);
  }
  if (items.length > shownMax) print.line(`   • and ${items.length - shownMax} more`);
  if (mend) print.line("   Mend it with: ", styled("cyan", cut(mend.runs)));
  print.line();
}

/** A line that names hundreds of models is none to read. */
const cut = (line: string) => (line.length > 400 ? `${line.slice(0, 400)}…` : line);

function summaryOf(entries: number, counts: { errors: number; warnings: number; notes: number }): string {
  const all = toCountWords(entries, "entry", "entries");
  const { errors, warnings, notes } = counts;
  if (errors + warnings + notes === 0) return `Nothing is wrong with ${all}.`;
  return `${toCountWords(errors, "error")}, ${toCountWords(warnings, "warning")} and ${toCountWords(notes, "note")} in ${all}.`;
}
