import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { RolesAnswer } from "#cli-bridge/protocol/roles-answer.ts";
import type { Registry } from "#lib/registry/load-registry.ts";
import { roleStandings } from "#lib/registry/operations/role-standing.ts";
import type { Installed } from "#lib/registry/query-entries.ts";
import { plainIssues } from "./plain-issues.ts";

const rolesMax = 64;
/** Whoever stands further down than this is not going to be chosen soon. */
const contendersMax = 50;

const rolesQuery = z.strictObject({ role: z.array(z.string().min(1).max(64)).max(rolesMax) });

/** Which model wins which role: all of them, or those that the query names, once for each. */
export function queryRoles(
  { entries, installed }: Pick<Registry, "entries"> & { installed: Installed },
  params: URLSearchParams,
): RolesAnswer {
  const given = Object.fromEntries([...params.keys()].map((key) => [key, params.getAll(key)]));
  const parsed = rolesQuery.safeParse({ role: [], ...given });
  if (!parsed.success) {
    throw new ConsoleError("bad-input", "The query was not understood.", {
      hint: "Name each role as in role=chat&role=code.",
      issues: plainIssues(parsed.error),
    });
  }
  const { role } = parsed.data;
  const standings = roleStandings(entries, installed, role.length > 0 ? role : undefined);
  return {
    roles: standings.map((one) => ({ ...one, contenders: one.contenders.slice(0, contendersMax) })),
  };
}
