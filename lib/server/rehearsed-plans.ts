import { type CommandName, commandOf } from "#cli-bridge/catalogue/index.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import { secretsOf } from "#cli-bridge/derive/fields-of.ts";
import { type Scope, withIntent } from "#cli-bridge/derive/intent-of.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type Plan, type PlanPart, planPart, toldPlan } from "#cli-bridge/protocol/plan.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import { canonicalJson } from "#lib/registry/canonical-json.ts";
import { readFrames } from "#lib/sse/read-frames.ts";

const runsMax = 200;
const keptMax = 500;
const unfinishedMs = 1_000;

type Shown = { id: string; scope: Scope };

export type RehearsedPlans = ReturnType<typeof makeRehearsedPlans>;

/** Knows which plans were really shown: those that a rehearsal of the very same use reported. */
export function makeRehearsedPlans(runner: Pick<Runner, "list" | "events">) {
  const kept = new Map<string, Shown | undefined>();

  async function shownBy(run: RunRecord): Promise<Shown | undefined> {
    if (kept.has(run.id)) return kept.get(run.id);
    // A run is told as running for a moment after its last event. Its plan counts as soon as it was shown.
    const signal = run.state === "ended" ? undefined : AbortSignal.timeout(unfinishedMs);
    const found = await lastPlanIn(await runner.events(run.id, { signal }));
    if (signal) return found;
    kept.set(run.id, found);
    for (const oldest of kept.keys()) if (kept.size > keptMax) kept.delete(oldest);
    return found;
  }

  /** What the plan takes away, if a rehearsal of this use showed it. */
  async function scopeOf(name: CommandName, input: Input, planId: string): Promise<Scope | undefined> {
    const wanted = subjectOf(name, input);
    const runs = await runner.list({ command: name, limit: runsMax });
    for (const run of runs) {
      if (run.state === "queued" || run.effect !== "reads" || subjectOf(name, run.input) !== wanted) continue;
      const shown = await shownBy(run);
      if (shown?.id === planId) return shown.scope;
    }
    return undefined;
  }

  async function guard(name: CommandName, input: Input, planId: string): Promise<Scope> {
    const scope = await scopeOf(name, input, planId);
    if (scope) return scope;
    throw new ConsoleError("stale-plan", `No rehearsal of this showed the plan ${planId.slice(0, 80)}.`, {
      hint: "Rehearse it again and apply the plan that it shows.",
    });
  }

  return { guard, scopeOf };
}

/** What a use is about, whether it rehearses or acts. */
function subjectOf(name: CommandName, input: Input): string {
  const command = commandOf(name);
  const left = new Set(["plan", "yes", "json", ...secretsOf(command).map(([field]) => field)]);
  const about = Object.entries(withIntent(command, input, "rehearse")).filter(([field]) => !left.has(field));
  return canonicalJson(Object.fromEntries(about));
}

/** Counts a plan while it goes by: however large it is, no more of it than one event is held. */
async function lastPlanIn(events: ReadableStream<Uint8Array>): Promise<Shown | undefined> {
  let [parts, counted] = [0, nothing];
  let shown: Shown | undefined;
  for await (const { event, data } of readFrames(events)) {
    const part = event === "planPart" ? planPart.safeParse(JSON.parse(data)).data : undefined;
    if (part) [parts, counted] = [parts + 1, sumOf(counted, scopeIn(part))];
    if (event !== "plan") continue;
    const plan = toldPlan.safeParse(JSON.parse(data)).data;
    // A plan that did not come whole was not shown, and what it takes away is not known.
    const isWhole = plan !== undefined && parts === (plan.parts ?? 0);
    shown = isWhole ? { id: plan.id, scope: sumOf(counted, scopeIn(plan)) } : undefined;
    [parts, counted] = [0, nothing];
  }
  return shown;
}

const nothing: Scope = { entriesRemoved: 0, downloadsForgotten: 0, itemsDeleted: 0 };

function scopeIn({ files = [], models = [], changed = [], removed = [] }: PlanPart): Scope {
  const itemsDeleted = [...files, ...models].filter(
    ({ deed }) => deed === "delete" || deed === "erase",
  ).length;
  const downloadsForgotten = changed.filter(({ changes }) => changes.some(forgetsDownload)).length;
  return { entriesRemoved: removed.length, downloadsForgotten, itemsDeleted };
}

const sumOf = (one: Scope, other: Scope): Scope => ({
  entriesRemoved: one.entriesRemoved + other.entriesRemoved,
  downloadsForgotten: one.downloadsForgotten + other.downloadsForgotten,
  itemsDeleted: one.itemsDeleted + other.itemsDeleted,
});

const forgetsDownload = ({ field, before, after }: Plan["changed"][number]["changes"][number]) =>
  field === "download_path" && before !== null && after === null;
