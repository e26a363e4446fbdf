import { canonicalJson } from "../canonical-json.ts";
import { sha256Of } from "../commit-record.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";

/** What is edited together, and may be changed by two people at once. */
export const aspectNames = ["roles", "backend", "args", "defaults", "meta"] as const;
export type AspectName = (typeof aspectNames)[number];
export type Marks = Record<AspectName, string>;

const markLength = 12;

export const tableOr = (value: unknown): RawEntry => (isRecord(value) ? value : {});
export const textsOr = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

const aspects: Record<AspectName, (raw: RawEntry) => RawEntry> = {
  roles: (raw) => ({ roles: textsOr(raw.roles), role_priority: tableOr(raw.role_priority) }),
  backend: (raw) => {
    const { extra_args: _args, ...config } = tableOr(raw.backend_config);
    return { backend: raw.backend, ...config, served_model_id: raw.served_model_id };
  },
  args: (raw) => ({ extra_args: textsOr(tableOr(raw.backend_config).extra_args) }),
  defaults: (raw) => tableOr(raw.generation_defaults),
  meta: (raw) => {
    const { tags, notes, favourite } = tableOr(raw.metadata);
    return { tags, notes, favourite, deprecated: raw.deprecated, display_name: raw.display_name };
  },
};

/** What an aspect says, without what it does not say: null, an empty word and nothing at all are the same. */
export function aspectOf(raw: RawEntry, name: AspectName): RawEntry {
  const said = Object.entries(aspects[name](raw)).filter(
    ([, value]) => value !== null && value !== "" && value !== false && value !== 0,
  );
  return Object.fromEntries(said);
}

export const markOf = (raw: RawEntry, name: AspectName): string =>
  sha256Of(canonicalJson(aspectOf(raw, name))).slice(0, markLength);

/** How every aspect stands, in words short enough to be sent along with an edit. */
export function marksOf(raw: RawEntry): Marks {
  const mark = (name: AspectName) => markOf(raw, name);
  return {
    roles: mark("roles"),
    backend: mark("backend"),
    args: mark("args"),
    defaults: mark("defaults"),
    meta: mark("meta"),
  };
}
