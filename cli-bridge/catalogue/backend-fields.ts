import { flag, option, text } from "./field.ts";

/** Fields that the commands for servers of models say in the same words. */

export const servedModel = text("served model", 512);

export const onServer = option(
  text("instance", 512),
  "Which server: its name, id or URL; the only one of its kind when left out",
  { label: "Server" },
);

export const rehearsedFirst = {
  dryRun: flag("Show what would happen, change nothing"),
} as const;
