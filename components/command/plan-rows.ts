import { shownChanges } from "#cli-bridge/derive/inner-changes.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { cutWhereDifferent } from "#lib/format.ts";

export type FieldChange = { field: string; before: string; after: string };
export type PlanRow = {
  key: string;
  mark: "removed" | "added" | "changed" | "file" | "model";
  name: string;
  why: string;
  /** The word by which it can be left out of the plan. */
  item?: string;
  /** What happens to a file or to a model at a server: `trash`, `keep`, `load` … */
  deed?: Plan["files"][number]["deed"] | NonNullable<Plan["models"]>[number]["deed"];
  bytes?: number;
  changes: readonly FieldChange[];
  text: string;
};

const shownMax = 120;

/** A value of an entry in a few words; absence is said, not shown as nothing. */
export const valueWords = (value: unknown): string => cutWhereDifferent(wholeWords(value), "", shownMax)[0];

function wholeWords(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What differs in an entry, field by field within its tables. */
export const changeWords = (changes: Parameters<typeof shownChanges>[0]): FieldChange[] =>
  shownChanges(changes).map((change) => {
    const [before, after] = cutWhereDifferent(wholeWords(change.before), wholeWords(change.after), shownMax);
    return { field: change.field, before, after };
  });

function withText(row: Omit<PlanRow, "text">): PlanRow {
  const { name, why, changes, mark, deed } = row;
  const words = [
    mark,
    deed,
    name,
    why,
    ...changes.flatMap(({ field, before, after }) => [field, before, after]),
  ];
  return { ...row, text: words.filter(Boolean).join(" ").toLowerCase() };
}

/** A plan as one list: what goes, what changes, what comes, then the files. */
export function planRowsOf(plan: Plan): PlanRow[] {
  const row = (
    mark: PlanRow["mark"],
    { name, why, layer }: { name: string; why: string; layer: string },
  ) => ({
    key: `${mark} ${layer} ${name}`,
    mark,
    name,
    item: name,
    why,
  });
  // The files of an entry go with it; files that go alone are left out by their path.
  const isOfFiles = plan.removed.length + plan.changed.length + plan.added.length === 0;
  return [
    ...plan.removed.map((entry) => withText({ ...row("removed", entry), changes: [] })),
    ...plan.changed.map((entry) =>
      withText({
        ...row("changed", entry),
        changes: changeWords(entry.changes),
      }),
    ),
    ...plan.added.map((entry) =>
      withText({
        ...row("added", entry),
        ...(entry.bytes !== undefined && { bytes: entry.bytes }),
        changes: [],
      }),
    ),
    ...plan.files.map(({ path, deed, bytes, why, isRecorded }) =>
      withText({
        key: `file ${deed} ${path}`,
        mark: "file",
        name: path,
        ...(isOfFiles && deed !== "keep" && { item: path }),
        why: [why, isRecorded && bytes > 0 && "Its size is as recorded."].filter(Boolean).join(" "),
        deed,
        bytes,
        changes: [],
      }),
    ),
    ...(plan.models ?? []).map(({ model, server, deed, bytes, why }) =>
      withText({
        key: `model ${server} ${deed} ${model}`,
        mark: "model",
        name: model,
        why: [`at ${server}`, why].filter(Boolean).join(", "),
        deed,
        ...(bytes !== undefined && { bytes }),
        changes: [],
      }),
    ),
  ];
}

export const matchingRows = (rows: readonly PlanRow[], query: string): readonly PlanRow[] => {
  const wanted = query.trim().toLowerCase();
  return wanted === "" ? rows : rows.filter(({ text }) => text.includes(wanted));
};
