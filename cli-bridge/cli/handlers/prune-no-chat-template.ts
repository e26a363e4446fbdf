import { toByteWords, toCountWords } from "#lib/format.ts";
import { applyChatPruning, planChatPruning } from "#lib/registry/operations/prune-no-chat-template.ts";
import { placesOf } from "../places-of.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import { withRememberedModels } from "../remembered-models.ts";
import type { Handler } from "./index.ts";

export const pruneNoChatTemplate: Handler<"prune-no-chat-template"> = (input, session) =>
  withRememberedModels(session, async (detect) => {
    const { dir, roots } = placesOf(await session.settings());
    const { backend = "vllm", weightsRoot, except, only } = input;
    const pruning = { backend, weightsRoot, roots, detect, picked: { except, only } };
    const nothing = "🛈 No chat models without a chat template found";
    return rehearseOrApply(
      {
        name: "prune-no-chat-template",
        input,
        rehearse: async () => {
          const plan = await planChatPruning(dir, pruning);
          if (plan.removed.length === 0) session.print.line(nothing);
          return plan;
        },
        apply: async (expectedId) => {
          const { plan, outcome } = await applyChatPruning(dir, pruning, expectedId);
          if (outcome === undefined) return { plan, result: { summary: nothing }, says: nothing };
          const { backup, trash, trashItems, change, report } = outcome;
          const count = toCountWords(report.length, "model");
          const summary = `Removed ${count} without a chat template, ${toByteWords(plan.bytesFreed)} to the trash.`;
          const result = { summary, report, ...(backup && { backup }), ...(trash && { trash, trashItems }) };
          return { plan, result, says: `✅ Pruned ${report.length} models without a chat template`, change };
        },
      },
      session,
    );
  });
