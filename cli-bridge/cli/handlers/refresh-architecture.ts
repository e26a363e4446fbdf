import { dirname, join, resolve } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { toCountWords } from "#lib/format.ts";
import {
  refreshArchitecture as operationOf,
  type RefreshSources,
  tallyOf,
} from "#lib/registry/operations/refresh-architecture.ts";
import { maintain } from "../maintain.ts";
import { placesOf } from "../places-of.ts";
import { withRememberedModels } from "../remembered-models.ts";
import type { Handler } from "./index.ts";

export const refreshArchitecture: Handler<"refresh-architecture"> = (input, session) =>
  withRememberedModels(
    session,
    async (detect, looked) => {
      const { dir } = placesOf(await session.settings());
      const { except, only, limit, metrics } = input;
      // Where the original's servers write it: its registry lies in configs/, its logs beside that.
      const usual = join(dirname(resolve(dir)), "logs", "model_loader_metrics.jsonl");
      let sources: RefreshSources = { figures: new Set(), loads: new Set() };
      let tally = tallyOf({ changed: [] }, sources);
      const operation = operationOf(
        {
          limit,
          detect,
          looked,
          metrics: { file: metrics ?? usual, isNamed: metrics !== undefined },
          picked: { except, only },
          onLook: (item, done, total) =>
            session.tellProgress({ phase: "refresh", unit: "entries", done, total, item }),
        },
        (each) => {
          sources = each;
        },
      );
      const counted = (plan: Plan) => {
        tally = tallyOf(plan, sources);
        return `${tally.figures} from their files, ${tally.loads} from a load`;
      };
      return maintain(
        {
          name: "refresh-architecture",
          input,
          operation,
          nothing: "Every architecture is as its files and loads say.",
          would: (plan) => [`Would update ${plan.changed.length} entries: ${counted(plan)}`],
          words: (plan) => ({
            summary: `Refreshed ${toCountWords(plan.changed.length, "entry", "entries")}: ${counted(plan)}.`,
            says: `✅ Updated ${plan.changed.length} entries: ${counted(plan)}`,
          }),
          more: () => ({ refreshed: tally }),
        },
        session,
      );
    },
    { asksAll: input.only === undefined && input.limit === undefined },
  );
