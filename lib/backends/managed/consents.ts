import { withoutCredentials } from "./secret-words.ts";
import { isLoopback } from "./server-address.ts";

export type Consent = {
  flag: "expose" | "trust-remote-code";
  says: string;
  /** It lets nobody in, and has the server turn to others. */
  isOutward?: boolean;
};

/** Options that bring code along which then runs with all that this user may do. */
const code = [
  ...["trust-remote-code", "tool-parser-plugin", "reasoning-parser-plugin", "middleware", "worker-cls"],
  ...["worker-extension-cls", "logits-processors", "io-processor-plugin", "scheduler-cls", "tools"],
  // Files that hold further options, any of these among them.
  ...["config", "models-preset"],
  // What is fetched is written to whatever file is named as the model.
  ...["model-url", "mu", "mmproj-url", "mmu"],
];
/** Options that let others in, or let those who are in reach files. */
const openings = [
  ...["allowed-origins", "allow-origins", "cors", "allowed-local-media-path", "media-path", "path", "uds"],
  ...["slot-save-path", "log-file", "props", "allow-terminate-by-client", "reuse-port"],
  ...["lookup-cache-dynamic", "lcd", "ui-mcp-proxy", "webui-mcp-proxy"],
  ...["data-parallel-address", "dpa", "proxy-url"],
];
/** Their beginnings that are other options. */
const whole = new Set(["model", "mmproj", "mm", "dp"]);
const openVariables: Readonly<Record<string, RegExp>> = {
  OLLAMA_ORIGINS: /\*/,
  OLLAMA_HOST: /^(?!(?:https?:\/\/)?(?:127\.|localhost|\[::1\]))/,
  OLLAMA_DEBUG_LOG_REQUESTS: /^(?!0|false)/,
  VLLM_SERVER_DEV_MODE: /^(?!0)/,
  VLLM_ALLOW_RUNTIME_LORA_UPDATING: /^(?!0|false)/i,
};
/** Who is named there is sent what the server asks of others, the token of the hub with it; or a file is written. */
const outward = /^(?:https?|all)_proxy=|^NCCL_DEBUG_FILE=|^HF_ENDPOINT=(?!https:\/\/huggingface\.co\/?$)/i;
/** Libraries and programs that are taken up from where a variable says, and what unpacks code. */
const codeVariables =
  /_(?:PATH|LIB|LIBRARIES|PLUGINS?|HOOK)$|^(?:CUDA_HOME|TRITON_(?:HOME|\w+_DIR)|VLLM_ALLOW_INSECURE_SERIALIZATION)$/;

type Start = { host: string; args: readonly string[]; env: Readonly<Record<string, string>> };

/** What of a start a person has to agree to by name. */
export function consentsFor({ host, args, env }: Start): Consent[] {
  const flags = args.filter((word) => word.startsWith("-")).map(nameOf);
  const runsCode = args.flatMap((word, at) => (bringsCode(word, args[at + 1]) ? [nameOf(word)] : []));
  const opens = flags.filter((flag) => openings.some((known) => isMeant(flag, known)));
  const variables = Object.entries(env).filter(([name, value]) => openVariables[name]?.test(value));
  const outwards = Object.entries(env).filter(([name, value]) => outward.test(`${name}=${value}`));
  const bringing = Object.keys(env).filter((name) => codeVariables.test(name));
  return [
    ...(isLoopback(host)
      ? []
      : [
          {
            flag: "expose" as const,
            says: `At ${host} others on the network can reach it, and without a key it answers everybody`,
          },
        ]),
    ...opens.map((flag) => ({ flag: "expose" as const, says: `--${flag} opens it further than usual` })),
    ...variables.map(([name, value]) => ({
      flag: "expose" as const,
      says: `${name}=${value} opens it further than usual`,
    })),
    ...outwards.map(([name, value]) => ({
      ...{ flag: "expose" as const, isOutward: true },
      says: `${name}=${withoutCredentials(value)} has it send or write elsewhere what it says`,
    })),
    ...[...runsCode.map((flag) => `--${flag}`), ...bringing].map((what) => ({
      flag: "trust-remote-code" as const,
      says: `${what} can have it run code that comes from elsewhere`,
    })),
  ];
}

function bringsCode(word: string, next = ""): boolean {
  if (!word.startsWith("-")) return false;
  const flag = nameOf(word);
  const value = word.includes("=") ? word.slice(word.indexOf("=") + 1) : next;
  // A module is loaded from the path that stands in the value; and a class is named with its module.
  if (/module[_-]path/.test(word) || /module[_-]path/.test(value)) return true;
  if (isMeant(flag, "distributed-executor-backend") && value.includes(".")) return true;
  return code.some((known) => isMeant(flag, known));
}

/** The option itself, also where a part of its value is named behind a dot. */
const nameOf = (word: string) => (word.replace(/^-+/, "").split(/[=.]/)[0] ?? "").replaceAll("_", "-");

/** Python's servers take the beginning of an option for the whole. */
const isMeant = (flag: string, known: string) =>
  flag === known || (flag.length >= 2 && !whole.has(flag) && known.startsWith(flag));
