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
  patience: option(
    choice("15m", "1h", "6h", "1d", "forever"),
    "How long to wait while nothing answers; when left out, forever in the console and 15m at a terminal",
    { folded: true, label: "Wait while nothing answers" },
  ),
  keepPartial: pair("Keep what has come when it is stopped", { default: true, folded: true }),
  nonInteractive: flag("Never ask", { short: "y", folded: true, label: "Ask nothing" }),
} as const;
