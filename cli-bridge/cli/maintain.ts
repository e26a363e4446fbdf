import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import {
  applyMaintenance,
  type Maintaining,
  type Operation,
  planMaintenance,
} from "#lib/registry/operations/maintain.ts";
import { placesOf } from "./places-of.ts";
import { rehearseOrApply } from "./rehearse-or-apply.ts";
import type { Session } from "./session.ts";

export type MaintenanceDeed = {
  name: CommandName;
  input: Input & {
    backup?: boolean | undefined;
    except?: readonly string[] | undefined;
    only?: readonly string[] | undefined;
  };
  operation: Operation;
  atApply?: Maintaining["atApply"];
  /** What was done, for people and for scripts that look for the original's words. */
  words: (plan: Plan) => { summary: string; says: string };
  /** What became of each thing that was named, where several may be. */
  report?: (plan: Plan) => object;
  /** What the original prints when there is nothing to do; where that depends on the plan, it is asked afterwards. */
  nothing: string | (() => { summary: string; says: string });
  /** What the original prints of a rehearsal. */
  would?: (plan: Plan) => readonly string[];
  /** The rest of the JSON document, where there is more to tell than the plan. */
  more?: () => object;
};

/** Every maintenance command is this: an operation, rehearsed or applied. */
export async function maintain(deed: MaintenanceDeed, session: Session): Promise<number> {
  const { name, input, operation, atApply, words, nothing, report, would, more } = deed;
  const { dir } = placesOf(await session.settings());
  const { backup, except, only } = input;
  const maintaining: Maintaining = {
    command: name,
    operation,
    picked: { except, only },
    backup,
    ...(atApply && { atApply }),
  };
  const nothingWords = () => (typeof nothing === "string" ? { summary: nothing, says: nothing } : nothing());
  const isNothing = ({ added, changed, removed }: Plan) =>
    added.length + changed.length + removed.length === 0;
  return rehearseOrApply(
    {
      name,
      input,
      rehearse: async () => {
        const plan = await planMaintenance(dir, maintaining);
        // What is blocked is not so already.
        const before = isNothing(plan)
          ? plan.blocked.length === 0
            ? [nothingWords().says]
            : []
          : (would?.(plan) ?? []);
        for (const line of before) session.print.line(line);
        return plan;
      },
      apply: async (expectedId) => {
        const { plan, backup: made, change } = await applyMaintenance(dir, maintaining, expectedId);
        const { summary, says } = isNothing(plan) ? nothingWords() : words(plan);
        const result = {
          summary,
          ...(made && { backup: made }),
          ...(report && { report: report(plan) }),
        };
        return { plan, result, says, change };
      },
      ...(more && { more }),
    },
    session,
  );
}
