import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { toCountWords } from "#lib/format.ts";
import { editReport } from "#lib/registry/operations/edit-entries.ts";
import type { Maintaining, Operation } from "#lib/registry/operations/maintain.ts";
import { type MaintenanceDeed, maintain } from "./maintain.ts";
import type { Session } from "./session.ts";

export type EditDeed = {
  name: CommandName;
  input: MaintenanceDeed["input"];
  operation: Operation;
  names: readonly string[];
  atApply?: Maintaining["atApply"];
} & ({ noun: string } | { done: string; nothing: string });

/** Every command by which a person edits entries is this. */
export function edit(deed: EditDeed, session: Session): Promise<number> {
  const { name, input, operation, names, atApply } = deed;
  const done = "noun" in deed ? `Saved the ${deed.noun} of` : deed.done;
  return maintain(
    {
      ...{ name, input, operation },
      ...(atApply && { atApply }),
      nothing: "noun" in deed ? "They are so already." : deed.nothing,
      report: (plan) => editReport(names, plan, input.except),
      words: (plan) => {
        const summary = `${done} ${namesOf(plan)}.`;
        return { summary, says: `✅ ${summary}` };
      },
    },
    session,
  );
}

const namesOf = ({ changed }: Plan): string =>
  changed.length === 1 ? (changed[0]?.name ?? "") : toCountWords(changed.length, "model");
