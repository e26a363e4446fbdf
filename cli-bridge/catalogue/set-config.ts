import { defineCommand } from "./define-command.ts";
import { choice, flag, optionalPositional, positional, secret, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const setConfig = defineCommand({
  path: ["set-config"],
  title: "Change a setting",
  summary: "Change how the hub is reached, how downloads go and what is warned of, in settings.json",
  verb: "Save",
  effect: "changes",
  changes: "settings.json",
  lane: "registry",
  limitMinutes: 2,
  tab: "advanced",
  group: "Settings",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    setting: positional(
      choice(
        ...(["hub-endpoint", "hub-token", "proxy", "no-proxy", "ca-file"] as const),
        ...(["downloads-at-once", "files-at-once", "connections-per-file"] as const),
        ...(["download-rate", "quiet-hours", "quiet-rate", "disk-reserve"] as const),
        ...(["kv-type", "keep-backups", "memory-warning-percent", "gpu-warning-celsius"] as const),
      ),
      "Which one",
    ),
    value: optionalPositional(text("free text"), "Its new value; a secret is not said here"),
    unset: flag("Forget it, so that the usual value holds again"),
    secretValue: secret("MODELDECK_SETTING_SECRET", "The value, where it is a secret", {
      label: "Secret value",
    }),
    ...rehearsed,
  },
  examples: [
    {
      says: "A mirror instead of the hub",
      input: { setting: "hub-endpoint", value: "https://mirror.example", apply: true },
      runs: "set-config --apply -- hub-endpoint https://mirror.example",
    },
    {
      says: "No more than 20 MB a second",
      input: { setting: "download-rate", value: "20MB" },
      runs: "set-config -- download-rate 20MB",
    },
    {
      says: "As it was",
      input: { setting: "download-rate", unset: true, apply: true },
      runs: "set-config --unset --apply -- download-rate",
    },
  ],
});
