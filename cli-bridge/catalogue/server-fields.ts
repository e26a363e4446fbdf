import { choice, flag, integer, option, text } from "./field.ts";

/** What a server is told that is started here, whichever it is. */
export const serverFields = {
  gpu: option(text("free text", 256), "GPUs that it may use, by number or id, apart by commas", {
    label: "GPUs",
  }),
  context: option(integer(1, 100_000_000), "Tokens of context"),
  servedAs: option(text("free text", 512), "What its clients call the model", {
    folded: true,
    label: "Name of the model",
  }),
  args: option(text("prose", 16_384), "Further arguments in its own words, apart by spaces or lines", {
    label: "Arguments",
  }),
  env: option(text("prose", 16_384), "Variables it is told: NAME=value, apart by spaces or lines", {
    label: "Environment",
  }),
  restart: option(choice("never", "on-failure"), "Whether it is started again when it fails", {
    default: "never",
  }),
  restarts: option(integer(1, 20), "How often in a row at most", { default: 3, folded: true }),
  expose: flag("Open it to others: another address than this machine's, any origin, or files"),
  trustRemoteCode: flag("Let it run code that comes with the model"),
} as const;
