import type { Control } from "#cli-bridge/derive/controls.ts";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { type CommandInput, whyOff } from "#components/command/command-view.ts";

/** What the page itself asks, each in a way of its own. */
const askedElsewhere = new Set(["model", "revision", "weights", "location", "acceptCode", "dryRun", "token"]);
/** Whoever ticks weights has said which format; the order of formats is for those who know it beforehand. */
const seldom = new Set(["format"]);

/** The rest of the command's form, as the catalogue has it. */
export const downloadControls = (controls: readonly Control[]): Control[] =>
  controls
    .filter(({ name }) => !askedElsewhere.has(name))
    .map((control) => (seldom.has(control.name) ? { ...control, folded: true } : control));

export type DownloadChoice = { location: string | undefined; acceptCode: boolean };

type Said = {
  controls: readonly Control[];
  analysis: Pick<HubAnalysis, "repo" | "revision">;
  weights: readonly string[];
  said: CommandInput;
  more: DownloadChoice;
};

/** The use of the command that the whole page means. */
export function downloadInputOf({ controls, analysis, weights, said, more }: Said): CommandInput {
  const { repo, revision } = analysis;
  // A program that does not know these words takes the revision with the name, and asks nobody about code.
  const knows = (name: string) => whyOff({ controls }, name) === undefined;
  const isOther = revision !== "main";
  const location = more.location?.trim();
  return {
    model: isOther && !knows("revision") ? `${repo}@${revision}` : repo,
    ...(isOther && knows("revision") && { revision }),
    ...(location && said.layout !== "hf-cache" && { location }),
    ...(weights.length > 0 && { weights }),
    ...said,
    ...(more.acceptCode && knows("acceptCode") && { acceptCode: true }),
  };
}
