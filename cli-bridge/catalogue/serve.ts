import { defineCommand } from "./define-command.ts";
import { integer, option, text } from "./field.ts";

export const serve = defineCommand({
  path: ["serve"],
  title: "Start the console",
  summary: "Start the web console on this machine",
  verb: "Start",
  effect: "changes",
  lane: "reads",
  limitMinutes: 0,
  fields: {
    port: option(integer(0, 65_535), "Port to listen on", { default: 4141 }),
    host: option(text("host", 255), "Address to listen on", { default: "127.0.0.1" }),
  },
  examples: [
    { says: "On the usual port", input: {}, runs: "serve" },
    { says: "On another", input: { port: 5151 }, runs: "serve --port=5151" },
  ],
});
