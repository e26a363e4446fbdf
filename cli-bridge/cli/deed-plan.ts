import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { withPlanId } from "#lib/registry/plan-of.ts";

type Told = Pick<Plan, "summary"> &
  Partial<Pick<Plan, "files" | "variables" | "warnings" | "blocked" | "bytesFreed">>;

/** The plan of a deed at a server, which leaves the registry alone. `state` is all that it was made from. */
export function deedPlan(command: CommandName, state: unknown, told: Told): Plan {
  return withPlanId({
    command,
    state: JSON.stringify(state),
    ...{ added: [], changed: [], removed: [], files: [], backup: false },
    ...{ bytesFreed: 0, bytesKept: 0, warnings: [], blocked: [], ...told },
  });
}
