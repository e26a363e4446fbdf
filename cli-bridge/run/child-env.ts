import { channelVariable } from "#cli-bridge/protocol/channel-message.ts";
import { markerVariable } from "./process-tree.ts";

const allowed = new Set(["PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TMPDIR", "TZ", "SHELL"]);
const allowedPrefixes = [
  "LC_",
  "HF_",
  "HUGGINGFACE_",
  "OLLAMA_",
  "MODELDECK_",
  "IMAGEWORKS_",
  "CUDA_",
  "XDG_",
];
const proxies = /^(https?|all|no)_proxy$/i;
const certificates = new Set(["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]);

/** Colours are wanted; a width, a cursor and a buffer are not, because nobody sits at the other end. */
const fixed = { TERM: "dumb", COLUMNS: "200", FORCE_COLOR: "1", PYTHONUNBUFFERED: "1" };
/** These belong to the console alone. */
const own = new Set(["MODELDECK_SESSION_SECRET", "MODELDECK_PASSWORD", "MODELDECK_TOKEN"]);

type Options = {
  secrets: Readonly<Record<string, string>>;
  marker: string;
  hasChannel: boolean;
};

/** The environment of a program: an allow-list, because what is forgotten in a deny-list reaches every child. */
export function childEnv(
  source: Readonly<Record<string, string | undefined>>,
  { secrets, marker, hasChannel }: Options,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined && isAllowed(name)) env[name] = value;
  }
  const channel = hasChannel ? { [channelVariable]: "3" } : {};
  return { ...env, ...fixed, ...secrets, ...channel, [markerVariable]: marker };
}

function isAllowed(name: string): boolean {
  if (own.has(name)) return false;
  if (allowed.has(name) || certificates.has(name) || proxies.test(name)) return true;
  return allowedPrefixes.some((prefix) => name.startsWith(prefix));
}
