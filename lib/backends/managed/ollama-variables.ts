import type { OllamaVariable } from "#cli-bridge/protocol/server-setup.ts";

/** What Ollama reads when it starts, and nothing else: the names that many guides give are not all among these. */
export const ollamaVariables: readonly OllamaVariable[] = [
  {
    name: "OLLAMA_HOST",
    label: "Address",
    says: "Address and port it listens on",
    takes: "text",
    usual: "127.0.0.1:11434",
  },
  {
    name: "OLLAMA_ORIGINS",
    label: "Origins",
    says: "Web pages that may ask it, apart by commas",
    takes: "text",
    usual: "this machine's",
  },
  {
    name: "OLLAMA_MODELS",
    label: "Models folder",
    says: "Where its models lie, as a whole path",
    takes: "folder",
    usual: ".ollama/models in the home of who runs it",
  },
  {
    name: "OLLAMA_CONTEXT_LENGTH",
    label: "Context",
    says: "Tokens of context, where a request does not say; 0 goes by the memory of the GPU",
    takes: "count",
    usual: "0",
  },
  {
    name: "OLLAMA_KEEP_ALIVE",
    label: "Keep alive",
    says: "How long a model stays in memory after its last request; negative is for ever",
    takes: "duration",
    usual: "5m",
  },
  {
    name: "OLLAMA_NUM_PARALLEL",
    label: "At a time",
    says: "Requests a model answers at a time; each takes memory for its own context",
    takes: "count",
    usual: "1",
  },
  {
    name: "OLLAMA_MAX_LOADED_MODELS",
    label: "Models in memory",
    says: "How many models at most; 0 means three for each GPU",
    takes: "count",
    usual: "0",
  },
  {
    name: "OLLAMA_MAX_QUEUE",
    label: "Queue",
    says: "Requests that may wait before more are turned away",
    takes: "count",
    usual: "512",
  },
  {
    name: "OLLAMA_FLASH_ATTENTION",
    label: "Flash attention",
    says: "Less memory for long contexts; Ollama chooses where nothing is said",
    takes: "truth",
    usual: "as fits",
  },
  {
    name: "OLLAMA_KV_CACHE_TYPE",
    label: "Context precision",
    says: "How contexts are held; the smaller ones need flash attention",
    takes: ["f16", "q8_0", "q4_0"],
    usual: "f16",
  },
  {
    name: "OLLAMA_LOAD_TIMEOUT",
    label: "Load timeout",
    says: "How long a load may stand still before it is given up",
    takes: "duration",
    usual: "5m",
  },
  {
    name: "OLLAMA_GPU_OVERHEAD",
    label: "Left free",
    says: "Bytes of each GPU that are left to others",
    takes: "bytes",
    usual: "0",
    isRare: true,
  },
  {
    name: "OLLAMA_SCHED_SPREAD",
    label: "Spread",
    says: "Spreads a model over all GPUs even where one would do",
    takes: "truth",
    usual: "false",
    isRare: true,
  },
  {
    name: "OLLAMA_NOPRUNE",
    label: "Keep partial downloads",
    says: "Keeps downloads that were broken off when it starts anew",
    takes: "truth",
    usual: "false",
    isRare: true,
  },
  {
    name: "OLLAMA_NO_CLOUD",
    label: "No cloud",
    says: "Runs models on this machine only",
    takes: "truth",
    usual: "false",
    isRare: true,
  },
  {
    name: "OLLAMA_LLM_LIBRARY",
    label: "Library",
    says: "Which of its libraries it computes with",
    takes: "text",
    usual: "as found",
    isRare: true,
  },
  {
    name: "OLLAMA_DEBUG",
    label: "Say more",
    says: "Says more in its log",
    takes: "truth",
    usual: "false",
    isRare: true,
  },
];

const truths = ["1", "0", "true", "false"];
const durations = /^-?(?:\d+|(?:\d+(?:\.\d+)?(?:ms|s|m|h))+)$/;

/** What is wrong with a value; nothing where it is right. */
export function faultOf({ takes }: OllamaVariable, value: string): string | undefined {
  if (value === "" || /[\r\n\0"]/.test(value)) return "It is empty, or holds a quote or a line break.";
  if (takes === "truth") return truths.includes(value) ? undefined : "Say true or false.";
  if (takes === "count" || takes === "bytes")
    return /^\d{1,15}$/.test(value) ? undefined : "Say a whole number, 0 or more.";
  if (takes === "duration") return durations.test(value) ? undefined : "Say a time like 30m, 2h or -1.";
  if (takes === "folder" && value.startsWith("~")) return "Say the whole path: Ollama does not know ~.";
  if (takes === "folder") return /^(?:\/|[A-Za-z]:\\)/.test(value) ? undefined : "Say a whole path.";
  if (takes === "text") return undefined;
  return takes.includes(value) ? undefined : `Say one of ${takes.join(", ")}.`;
}

/** Whether these values let others in. */
export const opensNetwork = (values: Readonly<Record<string, string>>): boolean => {
  const { OLLAMA_HOST: host, OLLAMA_ORIGINS: origins } = values;
  const isOpenHost =
    host !== undefined &&
    !/^(?:https?:\/\/)?(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?\/?$/.test(host);
  return isOpenHost || /(?:^|,)\s*\*|\*\s*(?:,|$)/.test(origins ?? "");
};
