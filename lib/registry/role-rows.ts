import { type Capabilities, spelledOut } from "./capabilities.ts";
import type { Entry } from "./entry.ts";

/** One element of `list-roles --json-output`. */
export type RoleRow = {
  role: string;
  name: string;
  backend: string;
  display_name: string;
  capabilities: Capabilities;
};

export const sightRoles: ReadonlySet<string> = new Set(["caption", "keywords", "description", "narration"]);

/** One row for each role of each model, by role and then by name. */
export function roleRows(entries: Entry[]): RoleRow[] {
  const rows = entries.flatMap((entry) => entry.roles.map((role) => toRoleRow(entry, role)));
  return rows.sort((one, other) => compare(one.role, other.role) || compare(one.name, other.name));
}

/** The model that is asked when a role is needed: the highest priority among those that can fill it. */
export function winnerOf(entries: Entry[], role: string): Entry | undefined {
  let winner: Entry | undefined;
  for (const entry of entries) {
    if (canFill(entry, role) && (!winner || priorityOf(entry, role) > priorityOf(winner, role)))
      winner = entry;
  }
  return winner;
}

/** Roles that nobody could fill any more without this entry. */
export function rolesLostWithout(entries: Entry[], name: string): string[] {
  const others = entries.filter((entry) => entry.name !== name);
  const roles = entries.find((entry) => entry.name === name)?.roles ?? [];
  return roles.filter(
    (role) => winnerOf(entries, role)?.name === name && winnerOf(others, role) === undefined,
  );
}

type Leaving = { purge?: boolean | undefined; deleteFiles?: boolean | undefined };

/** What becomes of the roles of models that leave, or that stay without their files. */
export function brokenRoles(
  entries: Entry[],
  leaving: readonly Entry[],
  { purge, deleteFiles }: Leaving,
): string[] {
  if (!purge && !deleteFiles) return [];
  const names = new Set(leaving.map(({ name }) => name));
  const others = entries.filter(({ name }) => !names.has(name));
  const roles = [...new Set(leaving.flatMap((entry) => entry.roles))].sort(compare);
  return roles.flatMap((role) => {
    const winner = winnerOf(entries, role);
    if (winner === undefined || !names.has(winner.name)) return [];
    if (!purge) return [`${winner.name} is asked for the role ${role}, and will have no files.`];
    const next = winnerOf(others, role);
    return [
      next === undefined
        ? `No model is left for the role ${role}.`
        : `The role ${role} goes from ${winner.name} to ${next.name}.`,
    ];
  });
}

function canFill(entry: Entry, role: string): boolean {
  if (entry.deprecated || !entry.roles.includes(role)) return false;
  return !sightRoles.has(role) || entry.capabilities.vision === true;
}

export function priorityOf(entry: Pick<Entry, "rolePriority">, role: string): number {
  return entry.rolePriority[role] ?? 0;
}

function toRoleRow(entry: Entry, role: string): RoleRow {
  return {
    role,
    name: entry.name,
    backend: entry.backend,
    display_name: entry.displayName,
    capabilities: spelledOut(entry.capabilities),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
