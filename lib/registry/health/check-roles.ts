import { resolve } from "node:path";
import type { Entry } from "../entry.ts";
import { placeKindOf } from "../entry-place.ts";
import { winnerOf } from "../role-rows.ts";
import { findingOf, type HealthFinding, isFree } from "./health-finding.ts";
import type { PathState } from "./look-at-paths.ts";

type Looked = {
  states: ReadonlyMap<string, PathState>;
  /** The names of those that may only be out of reach. */
  away: ReadonlySet<string>;
};

/** Roles that go to a model whose files are not there, so that whoever asks for the role gets nothing. */
export function checkRoles(entries: readonly Entry[], { states, away }: Looked): HealthFinding[] {
  const isMissing = (entry: Entry) =>
    placeKindOf(entry) === "local" && states.get(resolve(entry.path ?? "")) === "missing";
  const byRole = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const role of entry.roles) {
      const holders = byRole.get(role);
      if (holders) holders.push(entry);
      else byRole.set(role, [entry]);
    }
  }
  const lost = [...byRole].flatMap(([role, holders]) => {
    const winner = winnerOf(holders, role);
    return winner && isMissing(winner) ? [{ role, winner }] : [];
  });
  const [waiting, gone] = [true, false].map((is) =>
    lost.filter(({ winner }) => away.has(winner.name) === is),
  );
  const free = gone?.find(({ winner }) => isFree(winner));
  return [
    ...findingOf(
      {
        ...{
          check: "role-won-by-missing",
          severity: "error",
          title: "Roles that go to a model whose files are gone",
        },
        says: "Whoever asks for the role gets nothing. Put the files back, or take the role away so that the next one wins.",
        mend: free && { command: "set-roles", input: { name: free.winner.name, drop: [free.role] } },
      },
      itemsOf(gone),
    ),
    ...findingOf(
      {
        ...{
          check: "role-won-by-away",
          severity: "warning",
          title: "Roles that go to a model that may only be out of reach",
        },
        says: "Whoever asks for the role gets nothing for as long as its disk is away.",
      },
      itemsOf(waiting),
    ),
  ];
}

const itemsOf = (lost: readonly { role: string; winner: Entry }[] = []) =>
  lost.map(({ role, winner }) => ({ name: winner.name, detail: role }));
