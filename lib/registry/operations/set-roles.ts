import { faultOfRole, knownRoles, spelledAs } from "#cli-bridge/derive/known-words.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Entry } from "../entry.ts";
import { textsOr } from "./edit-aspects.ts";
import { type Edit, editEntries } from "./edit-entries.ts";
import type { Operation } from "./maintain.ts";
import { wordsAfter, wordsIn } from "./words-after.ts";

export type RolesWanted = {
  names: readonly string[];
  roles?: readonly string[] | undefined;
  add?: readonly string[] | undefined;
  drop?: readonly string[] | undefined;
  clear?: boolean | undefined;
  /** `role=50`; `role=` for none of its own. */
  priority?: readonly string[] | undefined;
  was?: string | undefined;
};

const priorityMax = 100;

/** Says which roles models play. Roles are words, not a list: one's own are as good as the usual ones. */
export function setRoles(wanted: RolesWanted): Operation {
  const { names, was, clear, roles: all, add = [], drop = [] } = wanted;
  if (clear && (all || add.length > 0)) {
    throw new ConsoleError("bad-input", "Roles cannot be set and cleared at once.", {
      hint: "Say --clear, or say which roles.",
    });
  }
  const priorities = new Map((wanted.priority ?? []).map(parsePriority));
  if (!clear && !all && add.length + drop.length + priorities.size === 0) {
    throw new ConsoleError("bad-input", "Nothing was said about roles.", {
      hint: "Say --roles, --add, --drop, --priority or --clear.",
    });
  }
  return (registry) => {
    const { everywhere, elsewhere } = wordsIn(registry.layers, names, ({ roles }) => textsOr(roles));
    for (const role of [...(all ?? []), ...add]) guardRole(role.trim(), everywhere);
    const known = new Set([...knownRoles, ...elsewhere]);
    const edit = (entry: Entry) => {
      const { words, warnings } = wordsAfter(entry.roles, { all, add, drop, clear }, known);
      const said = [...priorities].map(([role, priority]) => [spelledAs(role, words), priority] as const);
      const made = editOf(entry, words, { said: new Map(said), forgets: clear ? undefined : drop });
      return { ...made, warnings: [...warnings, ...made.warnings] };
    };
    return editEntries({ names, was, aspect: "roles", edit })(registry);
  };
}

type Priorities = ReadonlyMap<string, number | undefined>;

function editOf(
  entry: Entry,
  roles: string[],
  { said: priorities, forgets }: { said: Priorities; forgets: readonly string[] | undefined },
) {
  const held = new Set(roles);
  // One of a role that it did not play before either, and that nobody speaks of, is no matter of this.
  const isMeant = (role: string) => !forgets || entry.roles.includes(role) || forgets.includes(role);
  const before = Object.entries(entry.rolePriority);
  const after = new Map<string, number>(before.filter(([role]) => held.has(role) || !isMeant(role)));
  for (const [role, priority] of priorities) {
    if (priority === undefined) after.delete(role);
    else if (held.has(role)) after.set(role, priority);
  }
  const warnings = [...priorities]
    .filter(([role, priority]) => priority !== undefined && !held.has(role))
    .map(([role]) => `${entry.name} does not play ${role}, so it gets no priority in it.`);
  const why = wordsOf(entry, roles, after);
  const isAsBefore = why === "" && before.length === after.size;
  const hasOwn = after.size + before.length > 0;
  // An entry without priorities gets no empty table of them.
  const patch = isAsBefore ? {} : { roles, ...(hasOwn && { role_priority: Object.fromEntries(after) }) };
  return { patch, why: why || "roles", warnings } satisfies Edit;
}

function wordsOf(entry: Entry, roles: string[], after: ReadonlyMap<string, number>): string {
  const gone = entry.roles.filter((role) => !roles.includes(role));
  const come = roles.filter((role) => !entry.roles.includes(role));
  const moved = roles.filter(
    (role) => !come.includes(role) && (after.get(role) ?? 0) !== (entry.rolePriority[role] ?? 0),
  );
  const words = [
    come.length > 0 && `plays ${come.join(", ")}`,
    gone.length > 0 && `no longer plays ${gone.join(", ")}`,
    moved.length > 0 && `another priority in ${moved.join(", ")}`,
  ];
  return words.filter(Boolean).join("; ");
}

/** A word that some entry has is a role, whatever it is made of. */
function guardRole(role: string, known: ReadonlySet<string>): void {
  const hint = faultOfRole(role);
  if (hint === undefined || known.has(role)) return;
  throw new ConsoleError("bad-input", `"${role}" cannot be a role.`, { hint });
}

function parsePriority(said: string): [string, number | undefined] {
  const at = said.lastIndexOf("=");
  const role = said.slice(0, Math.max(at, 0)).trim();
  const digits = said.slice(at + 1).trim();
  const priority = digits === "" ? undefined : Number(digits);
  const isSound = priority === undefined || (/^\d+$/.test(digits) && priority <= priorityMax);
  if (role !== "" && isSound) return [role, priority];
  throw new ConsoleError("bad-input", `"${said}" is no priority.`, {
    hint: `Say a role and a number from 0 to ${priorityMax}, as in chat=80.`,
  });
}
