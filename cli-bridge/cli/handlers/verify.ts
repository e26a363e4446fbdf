import { commandOf, type InputOfCommand } from "#cli-bridge/catalogue/index.ts";
import { acts } from "#cli-bridge/derive/intent-of.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { toCountWords } from "#lib/format.ts";
import { guardWritable, type Registry } from "#lib/registry/load-registry.ts";
import { wrongOf } from "#lib/registry/operations/entry-check.ts";
import { applyMending, type Mending, planMending } from "#lib/registry/operations/verify-mending.ts";
import {
  type Verified,
  type VerifyProgress,
  verifyRegistry,
} from "#lib/registry/operations/verify-registry.ts";
import { reportOf, summaryOf } from "#lib/registry/operations/verify-report.ts";
import { openHashCache } from "#lib/state/hash-cache.ts";
import { checksFileIn, keepLastChecks } from "#lib/state/last-checks.ts";
import { placesOf } from "../places-of.ts";
import { printChecks } from "../print-checks.ts";
import { makeReadRate } from "../read-rate.ts";
import { exitCodeOf, readRegistry } from "../read-registry.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Session } from "../session.ts";
import type { Handler } from "./index.ts";

type VerifyInput = InputOfCommand<"verify">;

export const verify: Handler<"verify"> = async (input, session) => {
  const { print } = session;
  const { dir, roots } = placesOf(await session.settings());
  const registry = await readRegistry(session);
  const verified = await check(registry, { input, roots }, session);
  const { checks } = verified;
  const { home } = await session.settings();
  keepLastChecks(checksFileIn(home.value), { dir, checks, everyByte: isFull(input) });
  printChecks(print, verified);
  const report = reportOf(verified, isFull(input));
  if (!input.fixMissing && !input.record) {
    session.tellResult({ summary: summaryOf(checks), report });
    print.json(reportOf(verified, isFull(input), "every file"));
    const isSound = report.invalid === 0 && !checks.some(({ state }) => state === "no download");
    return isSound ? exitCodeOf(registry) : 1;
  }
  const { fixMissing: forget = false, record = false, except, only } = input;
  const mending: Mending = { checks, roots, forget, record, picked: { except, only } };
  const cleared = new Set<string>();
  const ended = await rehearseOrApply(
    {
      name: "verify",
      input,
      rehearse: () => planMending(dir, mending),
      apply: async (expectedId) => {
        const { plan, backup, change } = await applyMending(dir, mending, expectedId);
        for (const name of clearedIn(plan)) cleared.add(name);
        const left = wrongOf(checks).length - cleared.size;
        const attention = left === 0 ? "" : `; ${left} more ${left === 1 ? "needs" : "need"} attention`;
        const says = deedWords(plan, mending);
        const result = { summary: `${says}${attention}.`, report, ...(backup && { backup }) };
        return { plan, result, says: `${plan.changed.length > 0 ? "✅" : "🛈"} ${says}`, change };
      },
      more: () => ({ report }),
    },
    session,
  );
  const isLeft = wrongOf(checks).some(({ name }) => !cleared.has(name));
  return acts(commandOf("verify"), input) && isLeft ? 1 : ended;
};

/** What was never hashed cannot be recorded without reading it. */
const isFull = ({ full = false, record = false }: VerifyInput) => full || record;

type Checking = { input: VerifyInput; roots: readonly string[] };

async function check(registry: Registry, { input, roots }: Checking, session: Session): Promise<Verified> {
  const { name, more = [], noCache = false } = input;
  // Every byte may take hours, and what may not be written is known before.
  if (input.fixMissing || input.record) guardWritable(registry);
  const names = name === undefined ? more : [name, ...more];
  const wanted = { names, full: isFull(input), roots };
  const onProgress = progressTeller(session);
  if (!wanted.full) return verifyRegistry(registry, wanted, { onProgress });
  const { home } = await session.settings();
  const cache = openHashCache(checksFileIn(home.value));
  try {
    // What is read again is remembered anew.
    const remembering = noCache ? { get: () => undefined, set: cache.set } : cache;
    return await verifyRegistry(registry, wanted, { onProgress, cache: remembering });
  } finally {
    cache.close();
  }
}

function progressTeller({ tellProgress }: Session) {
  const rateAt = makeReadRate();
  return ({ unit, done, total, item }: VerifyProgress): void => {
    const rate = unit === "bytes" ? rateAt(done, total) : {};
    tellProgress({ phase: unit === "bytes" ? "hash" : "verify", unit, done, total, item, ...rate });
  };
}

const clearedIn = ({ changed }: Plan): string[] =>
  changed
    .filter(({ changes }) => changes.some(({ field }) => field === "download_path"))
    .map(({ name }) => name);

function deedWords(plan: Plan, { forget, record }: Mending): string {
  const cleared = clearedIn(plan).length;
  const recorded = plan.changed.length - cleared;
  const entriesOf = (count: number) => toCountWords(count, "entry", "entries");
  const deeds = [
    ...(forget
      ? [cleared > 0 ? `cleared the download of ${entriesOf(cleared)}` : "nothing was cleared"]
      : []),
    ...(record
      ? [recorded > 0 ? `recorded the hashes of ${entriesOf(recorded)}` : "nothing was recorded"]
      : []),
  ].join("; ");
  return `${deeds.charAt(0).toUpperCase()}${deeds.slice(1)}`;
}
