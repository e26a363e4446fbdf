import { quoteWord } from "#cli-bridge/derive/argument-words.ts";
import type { CommandInput } from "#components/command/command-view.ts";

export type ConfigValues = Readonly<Record<string, string>>;

const openHost = "0.0.0.0";
const localHost = "127.0.0.1";
const usualPort = "11434";

/** The address of a value of `OLLAMA_HOST`, apart from its port. */
function partsOf(host: string | undefined): { host: string; port: string } {
  const [, name = localHost, port = usualPort] =
    /^(?:https?:\/\/)?(\[[^\]]+\]|[^:]*)(?::(\d+))?$/.exec(host ?? "") ?? [];
  return { host: name || localHost, port };
}

export const isOpen = ({ OLLAMA_HOST: said }: ConfigValues): boolean =>
  !/^(?:127\.|localhost$|\[::1\]$)/.test(partsOf(said).host);

/** The same values, with others on the network let in or kept out; the port stays. */
export function withNetwork(values: ConfigValues, opens: boolean): ConfigValues {
  const { port } = partsOf(values.OLLAMA_HOST);
  const { OLLAMA_HOST: _before, ...rest } = values;
  if (!opens && port === usualPort) return rest;
  return { ...rest, OLLAMA_HOST: `${opens ? openHost : localHost}:${port}` };
}

type Change = { before: ConfigValues; after: ConfigValues; restarts: boolean };

/** The command that makes one of the other. */
export function configInput({ before, after, restarts }: Change): CommandInput {
  const set = Object.entries(after).filter(([name, value]) => value !== "" && before[name] !== value);
  const unset = Object.keys(before).filter((name) => (after[name] ?? "") === "");
  const opensMore = set.some(
    ([name, value]) => (name === "OLLAMA_HOST" && isOpen(after)) || isAnyOrigin(name, value),
  );
  return {
    kind: "ollama",
    ...(set.length > 0 && { set: set.map(([name, value]) => quoteWord(`${name}=${value}`)).join(" ") }),
    ...(unset.length > 0 && { unset }),
    ...(opensMore && { expose: true }),
    ...(restarts && { restart: true }),
  };
}

const isAnyOrigin = (name: string, value: string) => name === "OLLAMA_ORIGINS" && value.includes("*");

export const isChanged = ({ before, after }: Pick<Change, "before" | "after">): boolean => {
  const input = configInput({ before, after, restarts: false });
  return input.set !== undefined || input.unset !== undefined;
};
