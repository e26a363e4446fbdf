import type { LayerName, Plan } from "#cli-bridge/protocol/plan.ts";
import { changeRegistry, rehearseChange } from "../change-registry.ts";
import type { ChangeTrail } from "../change-trail.ts";
import { isLocked } from "../guard-unlocked.ts";
import type { Registry } from "../load-registry.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import { nameOf, type RawEntry } from "../raw-entry.ts";
import type { RegistryDraft } from "../registry-draft.ts";
import { guardPicked } from "./guard-picked.ts";

/** What an operation would do to one entry. */
export type Finding = { name: string; why: string } & (
  | { deed: "remove" }
  /**
   * `sparesLock`: what is changed is not what a lock holds fast, or is the lock itself. `found`: the files or a server
   * say so, and nobody wrote it.
   */
  | { deed: "change"; patch: RawEntry; sparesLock?: boolean; found?: boolean }
  | { deed: "rename"; to: string; patch: RawEntry }
  /** What is kept by hand of an entry stays; what tools found goes. */
  | { deed: "forget" }
  | { deed: "add"; entry: RawEntry; layer?: LayerName; below?: RawEntry | undefined }
);

export type Findings = {
  findings: readonly Finding[];
  /** Whatever the findings were made from besides the registry. */
  state?: string;
  warnings?: readonly string[];
  /** Of which a person wrote what stays. */
  spared?: Plan["spared"];
  blocked?: Plan["blocked"];
  /** What becomes of files, where that is more than the entries tell. */
  files?: Plan["files"];
  summary?: string;
  /** What may be left out besides: the names of what was looked at without a finding. */
  known?: readonly string[];
};

/** Looks at a registry and says what it would do, without doing it. */
export type Operation = (registry: Registry) => Findings | Promise<Findings>;

export type Picked = { except?: readonly string[] | undefined; only?: readonly string[] | undefined };

export type Maintaining = {
  command: string;
  operation: Operation;
  picked?: Picked;
  backup?: boolean | undefined;
  /** Fields that are set when the plan is carried out, which would make another plan of it every second. */
  atApply?: (name: string, after: RawEntry) => RawEntry | undefined;
  /** What is done with files when the plan is carried out. It leaves word of each step. */
  moveFiles?: (trail: ChangeTrail, plan: Plan) => Promise<void>;
};

/** What a maintenance operation would change. */
export async function planMaintenance(dir: string, maintaining: Maintaining): Promise<Plan> {
  const { result } = await rehearseChange(dir, (draft, registry) => prepare(draft, registry, maintaining));
  return result;
}

/** Does it, if that still is what the plan said. */
export async function applyMaintenance(dir: string, maintaining: Maintaining, expectedId?: string) {
  const { command, backup, atApply, moveFiles } = maintaining;
  const settings = { command, ...(backup !== undefined && { backup }) };
  const change = await changeRegistry(dir, settings, async (draft, registry, trail) => {
    const plan = await prepare(draft, registry, maintaining);
    guardPlan(plan, expectedId);
    await moveFiles?.(trail, plan);
    for (const { name, after } of atApply ? draft.touched : []) {
      const patch = after && atApply?.(name, after);
      if (patch) draft.setFields(nameOf(after) ?? name, patch);
    }
    return plan;
  });
  return { ...change, plan: change.result };
}

async function prepare(draft: RegistryDraft, registry: Registry, maintaining: Maintaining): Promise<Plan> {
  const { command, operation, picked = {}, backup } = maintaining;
  const looked = await operation(registry);
  const { findings, state = "", warnings, spared = [], blocked = [], known = [], files, summary } = looked;
  const isNarrowed = picked.except !== undefined || picked.only !== undefined;
  if (isNarrowed) {
    guardPicked(picked, [
      ...findings.flatMap(namesOf),
      ...blocked.flatMap(({ item = [] }) => item),
      ...known,
    ]);
  }
  const isInPlan = isPicked(picked);
  const wanted = isNarrowed ? findings.filter(isPickedFinding(picked)) : findings;
  const locked = wanted.filter(
    (finding) => meetsLock(finding) && isLocked(draft.get(finding.name)?.version_lock),
  );
  const lockedNames = new Set(locked.map(({ name }) => name));
  for (const finding of wanted) if (!lockedNames.has(finding.name)) carryOut(draft, finding);
  return planOf({
    command,
    state: JSON.stringify([registry.signature, state, picked.except ?? [], picked.only ?? []]),
    draft,
    ...(warnings && { warnings }),
    spared: [...spared, ...[...lockedNames].map((name) => ({ name, why: "locked" as const }))],
    blocked: blocked.filter(({ item }) => item === undefined || isInPlan({ name: item })),
    ...(files && { files }),
    ...(summary !== undefined && { summary }),
    ...(backup === false && { backup }),
  });
}

const meetsLock = (finding: Finding) =>
  finding.deed !== "add" && !(finding.deed === "change" && finding.sparesLock);

/** Whether a thing of that name is part of a narrowed plan. */
export const isPicked = ({ except, only }: Picked) => {
  const left = new Set(except);
  const kept = only && new Set(only);
  return ({ name }: { name: string }) => !left.has(name) && (kept === undefined || kept.has(name));
};

/** Whoever looks at a plan may mean an entry by its name or by the new one. */
const namesOf = (finding: Finding): string[] =>
  finding.deed === "rename" ? [finding.name, finding.to] : [finding.name];

function isPickedFinding({ except, only }: Picked) {
  const [isLeft, isKept] = [isPicked({ except }), isPicked({ only })];
  return (finding: Finding): boolean => {
    const names = namesOf(finding).map((name) => ({ name }));
    return names.every(isLeft) && names.some(isKept);
  };
}

function carryOut(draft: RegistryDraft, finding: Finding): void {
  const { name, why, deed } = finding;
  if (deed === "remove") draft.removeEntry(name, { why });
  if (deed === "change") draft.setFields(name, finding.patch, { why, found: finding.found });
  if (deed === "forget") draft.forgetFound(name, { why });
  if (deed === "add") {
    const { entry, layer = "discovered", below } = finding;
    draft.addEntry(entry, { why, layer, ...(below && { below }) });
  }
  if (deed === "rename") draft.renameEntry(name, finding.to, { why, patch: finding.patch });
}
