import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { guardPlan } from "#lib/registry/plan-of.ts";
import { deedPlan } from "./deed-plan.ts";
import { eachModel, type ModelResult, tallyWords, toReport } from "./each-model.ts";
import { rehearseOrApply } from "./rehearse-or-apply.ts";
import type { Session } from "./session.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

export type ModelDeed = NonNullable<Plan["models"]>[number];

type Planned = { models: ModelDeed[]; summary: string; warnings?: string[]; blocked?: Plan["blocked"] };

export type AtServer = {
  name: CommandName;
  input: Input;
  /** What would become of which model, as things stand now. */
  look: (signal: AbortSignal) => Promise<Planned>;
  /** Does it to one of them, and says in a sentence what came of it. */
  carryOut: (deed: ModelDeed, signal: AbortSignal) => Promise<string>;
  /** `Pulled`, `Deleted`. */
  done: string;
  /** The last is what is wanted, and each before it makes way for it: when one fails, nothing follows. */
  isChain?: boolean;
  /** What a person who stopped it should know. */
  stopped?: string;
};

/** The one way of doing something to models of a server: planned, shown or done, one after the other, and told apart. */
export async function modelDeed(at: AtServer, session: Session): Promise<number> {
  const { name, input } = at;
  const stopping = stopOnSignal();
  const { signal } = stopping;
  const plan = async () => {
    const planned = await at.look(signal);
    return deedPlan(name, planned, planned);
  };
  let results: ModelResult[] = [];
  try {
    const code = await rehearseOrApply(
      {
        name,
        input,
        rehearse: plan,
        apply: async (expectedId) => {
          const made = await plan();
          guardPlan(made, expectedId);
          const deeds = (made.models ?? []).filter(({ deed }) => deed !== "keep");
          results = await eachModel(
            deeds.map(({ model }) => model),
            (model) => at.carryOut(deedOf(deeds, model), signal),
            { session, signal, isChain: at.isChain },
          );
          const summary =
            deeds.length === 0 ? made.summary : tallyWords(at.done, at.isChain ? results.slice(-1) : results);
          return { plan: made, result: { summary, report: toReport(results) } };
        },
      },
      session,
    );
    return results.some(({ state }) => state === "failed") ? 1 : code;
  } catch (error) {
    const code = stopping.exitCode();
    if (code === undefined) throw error;
    const summary = `Stopped. ${at.stopped ?? "What was done so far stays done."}`;
    session.print.line(summary);
    session.tellResult({ summary });
    session.print.json({ stopped: true, models: results });
    return code;
  } finally {
    stopping.forget();
  }
}

function deedOf(deeds: readonly ModelDeed[], model: string): ModelDeed {
  const deed = deeds.find((each) => each.model === model);
  if (!deed) throw new Error(`${model} is not in the plan.`);
  return deed;
}
