import { channelVariable } from "#cli-bridge/protocol/channel-message.ts";
import { isForServers } from "#cli-bridge/protocol/server-variables.ts";
import { markerVariable } from "./process-tree.ts";

const allowed = new Set(["PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TMPDIR", "TZ", "SHELL"]);
const allowedPrefixes = [
  "LC_",
  "XDG_",
  "HUGGINGFACE_",
  "MODELDECK_",
  "IMAGEWORKS_",
  "LMSTUDIO_",
  "LM_",
  "LLAMACPP_",
];
const certificates = new Set([
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "NODE_EXTRA_CA_CERTS",
]);

/** A wide, plain terminal without a buffer, because nobody sits at the other end. */
const fixed = { TERM: "dumb", COLUMNS: "1000", PYTHONUNBUFFERED: "1" };
/** Our own program colours its lines. Others, told so, have been seen to forget the width. */
const ours = { FORCE_COLOR: "1", [channelVariable]: "3" };
const others = { NO_COLOR: "1" };
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
  return { ...env, ...fixed, ...secrets, ...(hasChannel ? ours : others), [markerVariable]: marker };
}

function isAllowed(name: string): boolean {
  if (own.has(name)) return false;
  if (allowed.has(name) || certificates.has(name) || isForServers(name)) return true;
  return allowedPrefixes.some((prefix) => name.startsWith(prefix));
}
