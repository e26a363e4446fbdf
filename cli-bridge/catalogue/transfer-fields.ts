import { choice, decimal, flag, integer, option, pair } from "./field.ts";

/** How what is chosen comes here, and what is asked before it may. */
export const transferFields = {
  layout: option(choice("roots", "hf-cache"), "As folders of the roots, or in the cache of Hugging Face", {
    default: "roots",
    folded: true,
  }),
  acceptCode: flag("Take files that can carry code, such as pickles", {
    label: "I trust code of its maker",
  }),
  force: flag("Replace files that are not the hub's; what is right already is not fetched again", {
    folded: true,
    label: "Replace what differs",
  }),
  rate: option(decimal(0, 100_000, 0.1), "Megabytes in a second at most", {
    folded: true,
    label: "MB per second",
  }),
  connections: option(integer(1, 16), "Connections for each file", { folded: true }),
  keepPartial: pair("Keep what has come when it is stopped", { default: true, folded: true }),
  nonInteractive: flag("Never ask", { short: "y", folded: true, label: "Ask nothing" }),
} as const;
