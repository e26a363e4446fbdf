import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isForServers, serverPrefixes } from "#cli-bridge/protocol/server-variables.ts";

const secretNames = /(?:TOKEN|SECRET|PASSWORD|API_KEY)S?$/;

/** Variables that the console told a person nothing good about: other programs read them, or nobody does. */
const unreal: Readonly<Record<string, string>> = {
  OLLAMA_NUM_CTX: "Ollama reads no such variable. Say OLLAMA_CONTEXT_LENGTH.",
  OLLAMA_GPU_LAYERS: "Ollama reads no such variable. Layers are said for each model, when it is loaded.",
  OLLAMA_NUM_GPU: "Ollama reads no such variable. Layers are said for each model, when it is loaded.",
  OLLAMA_PORT: "Ollama reads no such variable. The port is a part of OLLAMA_HOST.",
};

/** The variables said as `NAME=value`, each one that a server may be told. */
export function toEnvironment(said: readonly string[]): Record<string, string> {
  return Object.fromEntries(said.map(toVariable));
}

function toVariable(said: string): [string, string] {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(said) ?? [];
  if (name === undefined || value === undefined)
    throw refused(`${said.split("=")[0]?.slice(0, 80)} is no variable with a value.`, "Say NAME=value.");
  guardVariable(name);
  return [name, value];
}

/** Refuses a name that no server reads, or that is better not said in the open. */
export function guardVariable(name: string): void {
  const why = unreal[name];
  if (why) throw refused(`${name} would do nothing.`, why);
  if (/^LLAMA_(?:ARG_|LOG_FILE$)/.test(name))
    throw refused(`${name} is an option of llama.cpp in another spelling.`, "Say it among the arguments.");
  if (secretNames.test(name))
    throw refused(
      `${name} is a secret and is not said on the command line.`,
      "Others could read it there. Set it in the environment that the console is started in.",
    );
  // Anything else could make another program of the one that is started.
  if (!isForServers(name))
    throw refused(
      `${name} is no variable of a server of models.`,
      `Say one of its own: those that begin with ${serverPrefixes.slice(0, 6).join(", ")} and the like.`,
    );
}

const refused = (message: string, hint: string) => new ConsoleError("bad-input", message, { hint });
