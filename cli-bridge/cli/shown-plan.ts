import { secretAt } from "#cli-bridge/derive/argument-oddities.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { changedMask, mask } from "#lib/state/profiles/mask-secrets.ts";

/** A plan as it may be shown: without the secrets that stand in a model's arguments. Its id is that of the whole plan. */
export function toShownPlan(plan: Plan): Plan {
  return {
    ...plan,
    added: plan.added.map((row) => ({ ...row, after: withoutSecrets(row.after) })),
    removed: plan.removed.map((row) => ({ ...row, before: withoutSecrets(row.before) })),
    changed: plan.changed.map((row) =>
      row.changes.some(hasArguments) ? { ...row, changes: row.changes.map(toShownChange) } : row,
    ),
  };
}

type FieldChange = Plan["changed"][number]["changes"][number];

const hasArguments = ({ field }: FieldChange) => field === "backend_config";

function toShownChange(change: FieldChange): FieldChange {
  if (!hasArguments(change)) return change;
  const [before, after] = [change.before, change.after].map((value) => ({ backend_config: value }));
  const known = new Set(secretsIn(argumentsOf(before)));
  return {
    ...change,
    before: configOf(withoutSecrets(before)),
    after: configOf(withoutSecrets(after, known)),
  };
}

/** `known`: the secrets that stood there before; another is said to be new. */
function withoutSecrets(entry: unknown, known?: ReadonlySet<string>): unknown {
  const words = argumentsOf(entry);
  const config = configOf(entry);
  if (!isTable(entry) || !isTable(config) || secretsIn(words).length === 0) return entry;
  const hidden = words.map((word, at) => {
    const secret = (word.includes("=") ? secretAt(at, words) : undefined) ?? secretBefore(at, words);
    if (secret === undefined) return word;
    const shown = known === undefined || known.has(secret) ? mask : changedMask;
    return `${word.slice(0, word.length - secret.length)}${shown}`;
  });
  return { ...entry, backend_config: { ...config, extra_args: hidden } };
}

function secretBefore(at: number, words: readonly string[]): string | undefined {
  return words[at - 1]?.includes("=") ? undefined : secretAt(at - 1, words);
}

const secretsIn = (words: readonly string[]): string[] => words.flatMap((_, at) => secretAt(at, words) ?? []);

function argumentsOf(entry: unknown): string[] {
  const config = configOf(entry);
  const words = isTable(config) ? config.extra_args : undefined;
  return Array.isArray(words) ? words.map(String) : [];
}

const configOf = (entry: unknown): unknown => (isTable(entry) ? entry.backend_config : undefined);

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
