import type { Contender, RoleStanding } from "#cli-bridge/protocol/roles-answer.ts";
import type { Entry } from "../entry.ts";
import type { Installed } from "../query-entries.ts";
import { priorityOf, sightRoles } from "../role-rows.ts";

/** Which model is asked when a role is needed, and why not the others: as the programs that ask choose it. */
export function roleStandings(
  entries: readonly Entry[],
  installed: Installed,
  only?: readonly string[],
): RoleStanding[] {
  const byRole = new Map<string, Entry[]>((only ?? []).map((role) => [role, []]));
  for (const entry of entries) {
    for (const role of new Set(entry.roles)) {
      const known = byRole.get(role);
      if (known) known.push(entry);
      else if (!only) byRole.set(role, [entry]);
    }
  }
  return [...byRole]
    .sort(
      ([one], [other]) =>
        alphabetically(one.toLowerCase(), other.toLowerCase()) || alphabetically(one, other),
    )
    .map(([role, players]) => standingOf(role, players, installed));
}

/** Roles that only their capitals set apart stand side by side, where they are noticed. */
const alphabetically = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1);

function standingOf(role: string, players: readonly Entry[], installed: Installed): RoleStanding {
  // A sort keeps the order of equals, and the first of equals is the one that is chosen.
  const able = players
    .filter((entry) => obstacleOf(entry, role) === undefined)
    .sort((one, other) => priorityOf(other, role) - priorityOf(one, role));
  const winner = able[0];
  const others = players.filter((entry) => obstacleOf(entry, role) !== undefined);
  const contenders = [...able, ...others].map((entry): Contender => {
    const { name, displayName, backend, rolePriority, logicalOnly } = entry;
    const wins = entry === winner;
    const why = winner && wins ? whyWinner(winner, able, role) : whyNot(entry, winner, role);
    const priority = priorityOf(entry, role);
    const isPrioritySaid = Object.hasOwn(rolePriority, role);
    const isAble = obstacleOf(entry, role) === undefined;
    const presence = { installed: installed.has(name), logicalOnly };
    return { name, displayName, backend, priority, isPrioritySaid, isAble, wins, ...presence, why };
  });
  const why = contenders.find(({ wins }) => wins)?.why ?? whyNobody(role, players);
  return { role, ...(winner && { winner: winner.name }), why, contenders, total: players.length };
}

/** Why a model that has a role is never chosen for it. */
function obstacleOf({ deprecated, capabilities }: Entry, role: string): string | undefined {
  if (deprecated) return "it is deprecated";
  if (sightRoles.has(role) && capabilities.vision !== true) return `${role} takes a model that can see`;
  return undefined;
}

function priorityWords(entry: Entry, role: string): string {
  const said = Object.hasOwn(entry.rolePriority, role);
  return said ? `priority ${priorityOf(entry, role)}` : "no priority, which counts as 0";
}

function whyWinner(winner: Entry, able: readonly Entry[], role: string): string {
  const second = able[1];
  if (second === undefined) return "it is the only one that can";
  const isTie = priorityOf(second, role) === priorityOf(winner, role);
  return isTie
    ? `${priorityWords(winner, role)}, as has ${second.name}; of equals the first in the registry is chosen`
    : `${priorityWords(winner, role)} is the highest`;
}

function whyNot(entry: Entry, winner: Entry | undefined, role: string): string {
  const obstacle = obstacleOf(entry, role);
  if (obstacle !== undefined || winner === undefined) return obstacle ?? "nothing";
  const isTie = priorityOf(entry, role) === priorityOf(winner, role);
  return isTie
    ? `${priorityWords(entry, role)}, the same as ${winner.name}, which stands before it`
    : `${priorityWords(entry, role)}, less than the ${priorityOf(winner, role)} of ${winner.name}`;
}

const whyNobody = (role: string, players: readonly Entry[]): string =>
  players.length === 0 ? `no model plays ${role}` : "none of those that have the role can be chosen";
