import { defineCommand } from "./define-command.ts";
import { hubToken } from "./shared-fields.ts";

export const hubCheck = defineCommand({
  path: ["hub-check"],
  title: "Test the connection to the hub",
  summary: "Say hop by hop how the way to the hub stands: settings, proxy, certificate, token, storage",
  verb: "Test",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "advanced",
  group: "Settings",
  fields: { token: hubToken },
  examples: [{ says: "Is the hub in reach", input: {}, runs: "hub-check" }],
});
