import type { ReactNode } from "react";

export type Fact = readonly [label: string, value: ReactNode];

/** Names and values. A fact without a value is left out: what is unknown takes no room. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value !== undefined && value !== "");
  if (known.length === 0) return null;
  return (
    <dl data-slot="fact-list" className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
      {known.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `gpu_memory_utilization` and `gpuMemoryUtilization` both read as "Gpu memory utilization". */
export function toLabel(key: string): string {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function toFacts(table: Record<string, unknown>): Fact[] {
  return Object.entries(table).map(([key, value]) => [toLabel(key), toText(value)] as const);
}

/** A value as a person reads it; nothing for what is not there. */
export function toText(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (Array.isArray(value) && value.length === 0) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return value.join(", ");
  const text = JSON.stringify(value);
  return text === "{}" ? undefined : text;
}

export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
