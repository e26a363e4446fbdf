import {
  type LoadingName,
  loadingArguments,
  loadingNames,
  withLoading,
} from "#cli-bridge/derive/loading-arguments.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { generationKeys, parseStop, setDefaults as setting } from "#lib/registry/operations/set-defaults.ts";
import { edit } from "../edit.ts";
import type { Handler } from "./index.ts";

type GenerationName = keyof typeof generationKeys;
const generationNames = Object.keys(generationKeys) as GenerationName[];
const toWord = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const setDefaults: Handler<"set-defaults"> = (input, session) => {
  const { name, was, unset = [] } = input;
  guardNames(unset);
  const isUnset = (each: string) => unset.includes(toWord(each)) || unset.includes(each);
  const isSaid = (each: GenerationName | LoadingName) => input[each] !== undefined || isUnset(each);
  const generation = new Map(
    generationNames
      .filter(isSaid)
      .map((each) => [each, isUnset(each) ? undefined : generationOf(input, each)]),
  );
  const said = loadingNames.filter(isSaid);
  const loadingOf = (each: LoadingName) => (isUnset(each) ? undefined : String(input[each]));
  const loading = (words: readonly string[]) =>
    said.reduce<readonly string[]>((args, each) => withLoading(args, each, loadingOf(each)), words);
  const operation = setting({
    ...{ name, generation, was },
    ...(said.length > 0 && { loading }),
    loadingFor: new Map(
      said
        .filter((each) => !isUnset(each))
        .map((each) => [`--${toWord(each)}`, loadingArguments[each].backend]),
    ),
  });
  return edit({ name: "set-defaults", input, operation, names: [name], noun: "defaults" }, session);
};

function generationOf(input: Parameters<Handler<"set-defaults">>[0], name: GenerationName) {
  return name === "stop" ? parseStop(input.stop ?? "") : input[name];
}

function guardNames(unset: readonly string[]): void {
  const known = [...generationNames, ...loadingNames];
  const unknown = unset.find((word) => !known.some((name) => name === word || toWord(name) === word));
  if (unknown === undefined) return;
  throw new ConsoleError("bad-input", `There is no default named ${unknown}.`, {
    hint: `Those that can be emptied: ${known.map(toWord).join(", ")}.`,
  });
}
