import { dirname, join, resolve } from "node:path";
import { toCountWords } from "#lib/format.ts";
import {
  refreshArchitecture as operationOf,
  type RefreshTally,
} from "#lib/registry/operations/refresh-architecture.ts";
import { maintain } from "../maintain.ts";
import { placesOf } from "../places-of.ts";
import { withRememberedModels } from "../remembered-models.ts";
import type { Handler } from "./index.ts";

export const refreshArchitecture: Handler<"refresh-architecture"> = (input, session) =>
  withRememberedModels(session, async (detect) => {
    const { dir } = placesOf(await session.settings());
    const { except, only, limit, metrics } = input;
    // Where the original's servers write it: its registry lies in configs/, its logs beside that.
    const usual = join(dirname(resolve(dir)), "logs", "model_loader_metrics.jsonl");
    let tally: RefreshTally = { figures: 0, loads: 0 };
    const operation = operationOf(
      {
        limit,
        detect,
        metrics: { file: metrics ?? usual, isNamed: metrics !== undefined },
        picked: { except, only },
        onLook: (item, done, total) =>
          session.tellProgress({ phase: "refresh", unit: "entries", done, total, item }),
      },
      (each) => {
        tally = each;
      },
    );
    const counted = () => `${tally.figures} from their files, ${tally.loads} from a load`;
    return maintain(
      {
        name: "refresh-architecture",
        input,
        operation,
        nothing: "Every architecture is as its files and loads say.",
        would: ({ changed }) => [`Would update ${changed.length} entries: ${counted()}`],
        words: ({ changed }) => ({
          summary: `Refreshed ${toCountWords(changed.length, "entry", "entries")}: ${counted()}.`,
          says: `✅ Updated ${changed.length} entries: ${counted()}`,
        }),
        more: () => ({ refreshed: tally }),
      },
      session,
    );
  });
