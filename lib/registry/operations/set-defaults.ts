import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Entry } from "../entry.ts";
import { tableOr, textsOr } from "./edit-aspects.ts";
import { type Edit, editEntries } from "./edit-entries.ts";
import type { Operation } from "./maintain.ts";

/** The words of a command, and the keys under which an entry keeps what they say. */
export const generationKeys = {
  temperature: "temperature",
  topP: "top_p",
  topK: "top_k",
  maxTokens: "max_tokens",
  minTokens: "min_tokens",
  contextWindow: "context_window",
  frequencyPenalty: "frequency_penalty",
  presencePenalty: "presence_penalty",
  stop: "stop_sequences",
} as const;

type GenerationName = keyof typeof generationKeys;
export type Generation = {
  [N in GenerationName]?: (N extends "stop" ? readonly string[] : number) | undefined;
};

export type DefaultsWanted = {
  name: string;
  /** What is set; a name with nothing behind it is emptied. */
  generation: ReadonlyMap<GenerationName, number | readonly string[] | undefined>;
  /** The arguments as they are to be, made of those that are. */
  loading?: ((words: readonly string[]) => readonly string[]) | undefined;
  /** Parameters of loading that are said, each with the backend that knows it. */
  loadingFor: ReadonlyMap<string, string>;
  was?: string | undefined;
};

/** Says how a model generates, and how it is loaded, when nobody says otherwise. */
export function setDefaults(wanted: DefaultsWanted): Operation {
  const { name, generation, loading, was } = wanted;
  if (generation.size === 0 && loading === undefined) {
    throw new ConsoleError("bad-input", "Nothing was said about defaults.", {
      hint: "Say which, as in --temperature=0.2, or --unset=top-k.",
    });
  }
  return editEntries({ names: [name], was, aspect: "defaults", edit: (entry) => editOf(entry, wanted) });
}

function editOf(entry: Entry, { generation, loading, loadingFor }: DefaultsWanted): Edit {
  const config = tableOr(entry.raw.backend_config);
  const words = textsOr(config.extra_args);
  const after = new Map(Object.entries(entry.generationDefaults));
  for (const [name, value] of generation) {
    if (value === undefined) after.delete(generationKeys[name]);
    else after.set(generationKeys[name], value);
  }
  const args = loading?.(words) ?? words;
  const isOther = JSON.stringify(args) !== JSON.stringify(words);
  return {
    why: [generation.size > 0 && "generation defaults", isOther && "loading parameters"]
      .filter(Boolean)
      .join(", "),
    patch: {
      ...(generation.size > 0 && { generation_defaults: Object.fromEntries(after) }),
      ...(isOther && { backend_config: { ...config, extra_args: [...args] } }),
    },
    warnings: [...contradictions(entry, after), ...strangers(entry, loadingFor)],
  };
}

function strangers({ name, backend }: Entry, loadingFor: ReadonlyMap<string, string>): string[] {
  return [...loadingFor]
    .filter(([, of]) => of !== backend)
    .map(([word, of]) => `${word} is understood by ${of}; ${name} is served by ${backend}.`);
}

/** Values that are each allowed and make no sense together. */
function contradictions(entry: Entry, after: ReadonlyMap<string, unknown>): string[] {
  const number = (key: string) => {
    const value = after.get(key);
    return typeof value === "number" ? value : undefined;
  };
  const most = number("max_tokens");
  const fewest = number("min_tokens");
  const context = number("context_window");
  const trained = tableOr(entry.metadata.architecture).context_length;
  const isOver = (one: number | undefined, other: unknown): boolean =>
    one !== undefined && typeof other === "number" && one > other;
  return [
    isOver(fewest, most) && `At least ${fewest} tokens cannot be had where ${most} are the most.`,
    isOver(most, context) && `${most} tokens do not fit into a context window of ${context}.`,
    isOver(context, trained) && `The model was made for a context of ${trained}, not of ${context}.`,
    number("temperature") === 0 &&
      (after.has("top_p") || after.has("top_k")) &&
      "At temperature 0 the likeliest token is always taken, so top_p and top_k change nothing.",
  ].filter((said) => said !== false);
}

/** Stop sequences as a JSON list, or words apart by spaces. */
export function parseStop(said: string): string[] {
  const text = said.trim();
  if (!text.startsWith("[")) return text.split(/\s+/).filter(Boolean);
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((one) => typeof one === "string")) return list;
  } catch {
    // Said below, together with a list of other things than words.
  }
  throw new ConsoleError("bad-input", `${said} is not a JSON list of words.`, {
    hint: 'Say it as in \'["</s>", "User:"]\', or as words apart by spaces.',
  });
}
