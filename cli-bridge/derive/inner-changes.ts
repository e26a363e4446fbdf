import type { Plan } from "#cli-bridge/protocol/plan.ts";

type FieldChange = Plan["changed"][number]["changes"][number];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of a field that is an object, only the parts that differ, however deep they lie: `metadata.detection.format`. */
export function innerChanges({ field, before, after }: FieldChange): FieldChange[] {
  if (!isObject(before) || !isObject(after)) return [{ field, before, after }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .flatMap((key) => innerChanges({ field: `${field}.${key}`, before: before[key], after: after[key] }));
}
