import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { Secret, toMaskedToken } from "#lib/state/secret.ts";
import type { Instance } from "../instance.ts";
import { toServerAddress } from "../ollama/server-address.ts";
import { guardAddress } from "./guard-address.ts";
import { instanceIdOf, isOnThisMachine } from "./instance-id.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const addresses: [name: string, kind: BackendKind][] = [
  ["OLLAMA_HOST", "ollama"],
  ["LMSTUDIO_URL", "lmstudio"],
  ["LM_STUDIO_URL", "lmstudio"],
  ["VLLM_URL", "vllm"],
  ["LMDEPLOY_URL", "lmdeploy"],
  ["LLAMACPP_URL", "llamacpp"],
];

const tokens: Partial<Record<BackendKind, string>> = { lmstudio: "LM_API_TOKEN", vllm: "VLLM_API_KEY" };

export const kindWords: Record<BackendKind, string> = {
  ollama: "Ollama",
  lmstudio: "LM Studio",
  vllm: "vLLM",
  lmdeploy: "LMDeploy",
  llamacpp: "llama.cpp",
  openai: "OpenAI-compatible",
};

/** Servers that the environment names, and what is wrong with those it names badly. */
export function readEnvironment(env: Environment, onProblem: (message: string) => void): Instance[] {
  return addresses.flatMap(([name, kind]) => {
    const said = env[name]?.trim();
    if (!said) return [];
    try {
      const url = guardAddress(kind === "ollama" ? toServerAddress(said).href : said);
      const token = tokenOf(kind, env);
      return [toInstance({ kind, url, token, from: "environment" })];
    } catch (error) {
      onProblem(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  });
}

type Known = Pick<Instance, "kind" | "url" | "from"> & Partial<Pick<Instance, "name" | "token" | "tags">>;

export const toInstance = ({ kind, url, from, name, token, tags = [] }: Known): Instance => ({
  ...{ id: instanceIdOf(kind, url), kind, url, token, tags, from },
  name: name ?? nameOf(kind, url),
});

/** Where each is when it is the only one of its kind. */
const homePorts: Partial<Record<BackendKind, string>> = {
  ...{ ollama: "11434", lmstudio: "1234", vllm: "8000", lmdeploy: "23333", llamacpp: "8080" },
};

/** Two of a kind on one machine are told apart by their ports. */
function nameOf(kind: BackendKind, url: URL): string {
  const place = isOnThisMachine(url) ? "" : ` on ${url.hostname}`;
  const { port } = url;
  return `${kindWords[kind]}${place}${port === "" || port === homePorts[kind] ? "" : ` (port ${port})`}`;
}

function tokenOf(kind: BackendKind, env: Environment): Secret | undefined {
  const name = tokens[kind];
  return name === undefined ? undefined : secretOf(env[name]);
}

function secretOf(said: string | undefined): Secret | undefined {
  const value = said?.trim();
  return value ? new Secret(value, toMaskedToken(value)) : undefined;
}

/** What a server that the console starts asks of its clients, where the environment says it. */
export const startedToken = (kind: BackendKind, env: Environment): Secret | undefined =>
  secretOf(env.MODELDECK_BACKEND_KEY) ?? tokenOf(kind, env);

/**
 * A token of the environment is for the server that it names, and for those of this machine that somebody means; never for
 * another, nor for whoever was only found listening.
 */
export const withEnvironmentToken = (instance: Instance, env: Environment): Instance =>
  instance.token !== undefined || !isOnThisMachine(instance.url)
    ? instance
    : { ...instance, token: tokenOf(instance.kind, env) };
