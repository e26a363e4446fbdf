import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Creation, ParameterValue } from "./create-model.ts";
import type { ModelfileItem } from "./modelfile.ts";

/** A creation that still names files of this machine by their paths; they have to be sent first. */
export type Draft = { creation: Creation; files: string[]; adapters: string[]; drafts: string[] };

const whole = new Set([
  ...["num_keep", "seed", "num_predict", "top_k", "repeat_last_n", "num_ctx", "num_batch", "num_gpu"],
  ...["main_gpu", "num_thread", "draft_num_predict"],
]);
const fractions = new Set([
  ...["top_p", "min_p", "typical_p", "temperature", "repeat_penalty", "presence_penalty"],
  "frequency_penalty",
]);

/** What a Modelfile asks for, in the shape that the server takes; it takes no Modelfile itself. */
export function toCreation(items: readonly ModelfileItem[], model: string): Draft {
  const valuesOf = (name: string) => items.filter((item) => item.name === name).map(({ value }) => value);
  const lastOf = (name: string) => valuesOf(name).at(-1);
  const sources = valuesOf("FROM");
  const files = sources.filter(isPath);
  const from = sources.filter((source) => !isPath(source));
  if (from.length > 1 || (from.length > 0 && files.length > 0)) {
    throw new ConsoleError("bad-input", "FROM names one model, or files, and not both.", {
      hint: `It names ${sources.join(" and ")}.`,
    });
  }
  const parameters = toParameters(items);
  const license = valuesOf("LICENSE");
  const messages = items.flatMap(({ name, key, value }) =>
    name === "MESSAGE" && key !== undefined ? [{ role: key, content: value }] : [],
  );
  const texts = (["template", "system", "renderer", "parser", "requires"] as const).flatMap((field) => {
    const said = lastOf(field.toUpperCase());
    return said === undefined ? [] : [[field, said]];
  });
  return {
    creation: {
      model,
      ...(from[0] !== undefined && { from: from[0] }),
      ...Object.fromEntries(texts),
      ...(Object.keys(parameters).length > 0 && { parameters }),
      ...(license.length > 0 && { license }),
      ...(messages.length > 0 && { messages }),
    },
    ...{ files, adapters: valuesOf("ADAPTER"), drafts: valuesOf("DRAFT") },
  };
}

/** A path says so by how it begins or ends; everything else is the name of a model. */
export const isPath = (source: string): boolean =>
  /^(?:[./~]|[a-z]:[\\/])/i.test(source) || /\.(?:gguf|safetensors|bin)$/i.test(source);

function toParameters(items: readonly ModelfileItem[]): Record<string, ParameterValue> {
  const parameters: Record<string, ParameterValue> = {};
  for (const { name, key, value } of items) {
    if (name !== "PARAMETER" || key === undefined) continue;
    if (key === "stop") parameters.stop = [...(Array.isArray(parameters.stop) ? parameters.stop : []), value];
    else parameters[key] = toParameter(key, value);
  }
  return parameters;
}

function toParameter(key: string, value: string): ParameterValue {
  if (key === "use_mmap" && /^(?:true|false)$/.test(value)) return value === "true";
  if (!whole.has(key) && !fractions.has(key)) return value;
  const number = Number(value);
  if (Number.isFinite(number) && value.trim() !== "" && (fractions.has(key) || Number.isInteger(number)))
    return number;
  throw new ConsoleError("bad-input", `PARAMETER ${key} is ${JSON.stringify(value)}.`, {
    hint: `Give ${whole.has(key) ? "a whole number" : "a number"}.`,
  });
}
