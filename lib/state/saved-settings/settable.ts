import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toMaskedAddress, toMaskedToken } from "../secret.ts";
import { type SettingsFile, settingsFile } from "../settings-file.ts";

type Settable = {
  key: keyof SettingsFile & string;
  kind: "text" | "count" | "bytes";
  /** What may be seen of it. */
  toShown?: (value: string) => string;
  /** Whether this value of it may be said only where nobody else can read it. */
  isSecret?: (value: string) => boolean;
};

/** The settings that a command may change. Programs and folders are not among them: they decide what may run and go. */
export const settable = {
  "hub-endpoint": { key: "hubEndpoint", kind: "text" },
  "hub-token": { key: "hubToken", kind: "text", toShown: toMaskedToken, isSecret: () => true },
  proxy: {
    ...{ key: "proxy", kind: "text", toShown: toMaskedAddress },
    isSecret: (value) => toMaskedAddress(value) !== value,
  },
  "no-proxy": { key: "noProxy", kind: "text" },
  "ca-file": { key: "caFile", kind: "text" },
  "downloads-at-once": { key: "downloadsAtOnce", kind: "count" },
  "files-at-once": { key: "filesAtOnce", kind: "count" },
  "connections-per-file": { key: "connectionsPerFile", kind: "count" },
  "download-rate": { key: "downloadRate", kind: "bytes" },
  "quiet-hours": { key: "quietHours", kind: "text" },
  "quiet-rate": { key: "quietRate", kind: "bytes" },
  "disk-reserve": { key: "diskReserve", kind: "bytes" },
  "kv-type": { key: "kvType", kind: "text" },
  "keep-backups": { key: "keepBackups", kind: "count" },
  "memory-warning-percent": { key: "memoryWarningPercent", kind: "count" },
  "gpu-warning-celsius": { key: "gpuWarningCelsius", kind: "count" },
} as const satisfies Record<string, Settable>;

export type SettableName = keyof typeof settable;

export const settableOf = (name: SettableName): Settable => settable[name];

/** The value that a text stands for, judged as settings.json is. */
export function parseSetting(name: SettableName, text: string): string | number {
  const { key, kind, toShown } = settableOf(name);
  const value = kind === "text" ? text : kind === "count" ? toCount(text) : toBytes(text);
  const checked = settingsFile.shape[key as "proxy"].safeParse(value);
  if (checked.success && value !== undefined) return value;
  const shown = toShown === undefined ? text : toShown(text);
  const why = checked.success ? "Give a number." : (checked.error.issues[0]?.message ?? "");
  throw new ConsoleError("bad-input", `${shown} is no value for ${name}. ${why}`, { hint: hints[kind] });
}

const hints = {
  text: "See `modeldeck config` for the values in force.",
  count: "Give a whole number.",
  bytes: "Give bytes as 500000, 20MB or 5GiB; 0 is no limit.",
};

const toCount = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

const units = ["", "k", "m", "g", "t"];

/** `20MB` is twenty million bytes, `20MiB` counts in steps of 1024; `/s` may follow. */
function toBytes(text: string): number | undefined {
  const found = /^(\d{1,12}(?:\.\d{1,3})?)\s*([kmgt]?)(i?)b?(?:\/s)?$/i.exec(text.trim());
  if (found === null) return undefined;
  const [, count = "", unit = "", binary = ""] = found;
  return Math.round(Number(count) * (binary === "" ? 1000 : 1024) ** units.indexOf(unit.toLowerCase()));
}
