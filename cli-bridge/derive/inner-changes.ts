import { capabilityWords } from "#cli-bridge/protocol/capability-words.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { isTable, toEvidenceWords } from "./evidence-words.ts";

type FieldChange = Plan["changed"][number]["changes"][number];

/** What differs in an entry as a person reads it: a capability is one line, in however many spellings it is written. */
export function shownChanges(changes: readonly FieldChange[]): FieldChange[] {
  const inner = changes.flatMap(innerChanges);
  const groups = Map.groupBy(inner, ({ field, before, after }) => {
    const capability = capabilityIn(field);
    return capability === undefined ? field : JSON.stringify([capability, before ?? null, after ?? null]);
  });
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (first === undefined || more.length === 0) return first ?? [];
    const spellings = more.length === 1 ? "1 more spelling" : `${more.length} more spellings`;
    return { ...first, field: `${first.field} and ${spellings}` };
  });
}

const capabilityOf = new Map(
  Object.entries(capabilityWords)
    .toReversed()
    .flatMap(([capability, words]) => words.map((word) => [word, capability] as const)),
);

const evidenceField = "metadata.detection";
const tableName = "capabilities.";

const capabilityIn = (field: string): string | undefined =>
  field.startsWith(tableName) ? capabilityOf.get(field.slice(tableName.length)) : undefined;

/** Of a field that is an object, only the parts that differ, however deep they lie: `metadata.detection.format`. */
function innerChanges({ field, before, after }: FieldChange): FieldChange[] {
  if (field === evidenceField) {
    const [was, is] = [toEvidenceWords(before) ?? before, toEvidenceWords(after) ?? after];
    if (was !== is) return [{ field, before: was, after: is }];
  }
  if (!isTable(before) || !isTable(after)) return [{ field, before, after }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .flatMap((key) => innerChanges({ field: `${field}.${key}`, before: before[key], after: after[key] }));
}
