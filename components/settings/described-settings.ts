import type { SettingName } from "#cli-bridge/protocol/settings-answer.ts";
import type { SettingEdit } from "./setting-row.ts";

export type Described = {
  of: SettingName;
  label: string;
  says: string;
  variable?: string;
  inFile?: false;
  /** How it is changed here, where it may be. */
  edit?: Pick<SettingEdit, "setting" | "draws" | "choices" | "placeholder">;
  /** What a number counts. */
  counts?: "bytes" | "rate" | "percent" | "celsius";
  /** What stands there while nothing is said. */
  none?: string;
};

/** The settings in the order in which one asks for them. */
export const consoleSettings: readonly Described[] = [
  {
    ...{ of: "registryDir", label: "Registry", says: "The folder of the registry's files" },
    variable: "MODELDECK_REGISTRY_DIR",
  },
  {
    ...{ of: "roots", label: "Roots", says: "Where models lie; nothing outside is deleted" },
    variable: "MODELDECK_ROOTS",
  },
  { of: "program", label: "Program", says: "What the console runs", variable: "MODELDECK_CLI" },
  { of: "dialect", label: "Dialect", says: "How the program is spoken to", variable: "MODELDECK_DIALECT" },
  {
    ...{ of: "keepBackups", label: "Backups kept", says: "Of those that changes make; the oldest go first" },
    variable: "MODELDECK_KEEP_BACKUPS",
    edit: { setting: "keep-backups", draws: "number", placeholder: "50; 0 keeps all" },
  },
  {
    ...{ of: "profilesFile", label: "Profiles", says: "The TOML file whose profiles are shown and edited" },
    variable: "MODELDECK_PROFILES_FILE",
  },
  { of: "home", label: "Home", says: "Runs, and settings.json", variable: "MODELDECK_HOME", inFile: false },
];

export const machineSettings: readonly Described[] = [
  {
    ...{ of: "memoryWarningPercent", label: "Memory warning", says: "When so much of it is in use" },
    counts: "percent",
    edit: { setting: "memory-warning-percent", draws: "number", placeholder: "80" },
  },
  {
    ...{ of: "gpuWarningCelsius", label: "GPU warning", says: "When one is as hot as this" },
    counts: "celsius",
    edit: { setting: "gpu-warning-celsius", draws: "number", placeholder: "85" },
  },
];

export const hubSettings: readonly Described[] = [
  {
    ...{ of: "hubEndpoint", label: "Hub", says: "Where models come from: Hugging Face, or a mirror of it" },
    variable: "HF_ENDPOINT",
    edit: { setting: "hub-endpoint", draws: "text", placeholder: "https://huggingface.co" },
  },
  {
    ...{ of: "hubToken", label: "Token", says: "For gated and private models; kept for you alone" },
    variable: "HF_TOKEN",
    none: "None here",
    edit: { setting: "hub-token", draws: "secret", placeholder: "hf_…" },
  },
  {
    ...{ of: "proxy", label: "Proxy", says: "What the hub is asked through; a password in it is a secret" },
    variable: "HTTPS_PROXY",
    none: "None: straight to the hub",
    edit: { setting: "proxy", draws: "text", placeholder: "http://host:3128" },
  },
  {
    ...{ of: "noProxy", label: "No proxy for", says: "Hosts that are asked straight, apart by commas" },
    variable: "NO_PROXY",
    none: "None",
    edit: { setting: "no-proxy", draws: "text", placeholder: "localhost,.example.com" },
  },
  {
    ...{
      of: "caFile",
      label: "Certificates",
      says: "A PEM file of authorities trusted besides the usual ones",
    },
    variable: "SSL_CERT_FILE",
    none: "The usual ones",
    edit: { setting: "ca-file", draws: "text", placeholder: "/etc/ssl/company.pem" },
  },
];

export const downloadSettings: readonly Described[] = [
  {
    ...{ of: "downloadsAtOnce", label: "Downloads at once", says: "The others wait in the queue" },
    variable: "MODELDECK_DOWNLOADS_AT_ONCE",
    edit: { setting: "downloads-at-once", draws: "number", placeholder: "2" },
  },
  {
    ...{ of: "filesAtOnce", label: "Files at once", says: "Of one download" },
    variable: "MODELDECK_FILES_AT_ONCE",
    edit: { setting: "files-at-once", draws: "number", placeholder: "4" },
  },
  {
    ...{ of: "connectionsPerFile", label: "Connections per file", says: "More help where one is slow" },
    variable: "MODELDECK_CONNECTIONS_PER_FILE",
    edit: { setting: "connections-per-file", draws: "number", placeholder: "4" },
  },
  {
    ...{ of: "downloadRate", label: "Rate", says: "All downloads together go no faster", counts: "rate" },
    edit: { setting: "download-rate", draws: "text", placeholder: "20MB; 0 is no limit" },
  },
  {
    ...{ of: "quietHours", label: "Quiet hours", says: "Downloads wait in them, or go at the quiet rate" },
    none: "None",
    edit: { setting: "quiet-hours", draws: "text", placeholder: "22:00-07:00" },
  },
  {
    ...{ of: "quietRate", label: "Quiet rate", says: "How fast they go in the quiet hours", counts: "rate" },
    none: "They wait",
    edit: { setting: "quiet-rate", draws: "text", placeholder: "1MB" },
  },
  {
    ...{
      of: "diskReserve",
      label: "Disk reserve",
      says: "What downloads leave free on a disk",
      counts: "bytes",
    },
    none: "5 GiB, or 5 % of a small disk",
    edit: { setting: "disk-reserve", draws: "text", placeholder: "20GB" },
  },
  {
    ...{ of: "kvType", label: "KV cache", says: "How it is kept, for the estimate of what fits" },
    edit: { setting: "kv-type", draws: "choice", choices: ["f16", "q8_0", "q4_0"] },
  },
];
