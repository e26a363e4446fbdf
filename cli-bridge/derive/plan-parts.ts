import type { Plan, PlanPart, ToldPlan } from "#cli-bridge/protocol/plan.ts";

/** What one event holds of a plan; only a single row that is longer makes a longer one. */
const partCharactersMax = 96 * 1024;

const listNames = [
  "added",
  "changed",
  "removed",
  "files",
  "models",
  "spared",
  "warnings",
  "blocked",
] as const;

type ListName = (typeof listNames)[number];

/** A plan in pieces that can be told one by one, the plan itself last; a small one is a single piece. */
export function toPlanParts(plan: Plan): { parts: PlanPart[]; plan: ToldPlan } {
  const { added, removed, ...rest } = plan;
  const told: Plan = {
    ...rest,
    added: added.map(({ after, ...row }) => ({ ...row, ...sizeOf(after) })),
    removed: removed.map(({ before: _before, ...row }) => row),
  };
  const rows = listNames.flatMap((list) => (told[list] ?? []).map((row) => ({ list, row })));
  const parts: PlanPart[] = [];
  let held = 0;
  let part: Record<string, unknown[]> = {};
  const close = () => {
    // Each list holds the rows of the plan's own list of that name.
    parts.push(part as PlanPart);
    part = {};
    held = 0;
  };
  for (const { list, row } of rows) {
    const characters = JSON.stringify(row).length;
    if (held > 0 && held + characters > partCharactersMax) close();
    const into = part[list] ?? [];
    into.push(row);
    part[list] = into;
    held += characters;
  }
  if (parts.length === 0) return { parts: [], plan: told };
  close();
  return { parts, plan: { ...told, ...listsOf(told, () => []), parts: parts.length } };
}

/** The plan that was told in these parts; nothing where some of them are missing. */
export function joinPlanParts(
  parts: readonly PlanPart[],
  { parts: wanted = 0, ...plan }: ToldPlan,
): Plan | undefined {
  if (parts.length !== wanted) return undefined;
  if (wanted === 0) return plan;
  return { ...plan, ...listsOf(plan, (list) => parts.flatMap((part): unknown[] => part[list] ?? [])) };
}

/** Every list of rows that a plan has, with what is to be in it. */
function listsOf(plan: Plan, rowsOf: (list: ListName) => unknown[]): Pick<Plan, ListName> {
  const there = listNames.filter((list) => plan[list] !== undefined);
  // Each list holds the rows of the plan's own list of that name.
  return Object.fromEntries(there.map((list) => [list, rowsOf(list)])) as Pick<Plan, ListName>;
}

/** What an entry that comes weighs, where it says so. */
function sizeOf(entry: unknown): { bytes?: number } {
  if (typeof entry !== "object" || entry === null || !("download_size_bytes" in entry)) return {};
  const { download_size_bytes: bytes } = entry;
  return typeof bytes === "number" && Number.isSafeInteger(bytes) && bytes >= 0 ? { bytes } : {};
}
