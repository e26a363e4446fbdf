import { setBackend } from "#cli-bridge/catalogue/set-backend.ts";
import { setDefaults } from "#cli-bridge/catalogue/set-defaults.ts";
import { splitWords } from "#cli-bridge/derive/argument-words.ts";
import { hasControl, noControl } from "#cli-bridge/derive/control-characters.ts";
import { isApiAddress, isHost, whatHostIs } from "#cli-bridge/derive/host-words.ts";
import {
  type LoadingName,
  loadingArguments,
  loadingNames,
  readLoading,
} from "#cli-bridge/derive/loading-arguments.ts";
import { toNumberWords } from "#lib/format.ts";
import { type EditValues, labelOf, nameIn, sectionOf } from "./edit-values.ts";

export type Range = { min: number; max: number; step: number };

/** Between which numbers a field lies, as its command says. */
export function rangeOf(key: string): Range | undefined {
  if (sectionOf(key) === "roles") return { min: 0, max: 100, step: 1 };
  return rangeIn(sectionOf(key) === "backend" ? setBackend.fields : setDefaults.fields, nameIn(key));
}

type Valued = { value: { kind: string; min?: number; max?: number; step?: number } };

export function rangeIn(fields: Readonly<Record<string, Valued>>, name: string): Range | undefined {
  const value = fields[name]?.value;
  if (value?.min === undefined || value.max === undefined) return undefined;
  return { min: value.min, max: value.max, step: value.step ?? 1 };
}

/** What is wrong with a number in a field; nothing is always allowed. */
export function faultOfNumber(text: string, { min, max, step }: Range): string | undefined {
  if (text === "") return undefined;
  const number = Number(text);
  const isWhole = step < 1 || Number.isInteger(number);
  if (Number.isFinite(number) && isWhole && number >= min && number <= max) return undefined;
  return `Say a ${step < 1 ? "" : "whole "}number from ${toNumberWords(min)} to ${toNumberWords(max)}.`;
}

const known = new WeakMap<EditValues, ReadonlyMap<string, string>>();

/** What keeps an edit from being saved, by field: every field tells its own, and Save the first. */
export function faultsOf(values: EditValues): ReadonlyMap<string, string> {
  const faults = known.get(values) ?? findFaults(values);
  known.set(values, faults);
  return faults;
}

function findFaults(values: EditValues): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const [key, text] of Object.entries(values)) {
    const range = rangeOf(key);
    const fault = range && faultOfNumber(text, range);
    if (fault) faults.set(key, fault);
  }
  for (const key of ["backend.backend", "meta.displayName"]) {
    if (values[key] === undefined) faults.set(key, `${labelOf(key)} cannot be empty.`);
  }
  const host = values["backend.host"]?.trim();
  if (host !== undefined && !isHost(host)) faults.set("backend.host", whatHostIs);
  const url = values["backend.baseUrl"]?.trim();
  if (url !== undefined && !isApiAddress(url))
    faults.set("backend.baseUrl", "Say the whole address, with http:// or https:// in front.");
  if (hasControl(values["meta.tags"] ?? "")) faults.set("meta.tags", noControl);
  const { words, problem } = splitWords(values["args.args"] ?? "");
  const fault = problem ?? faultOfLoading(words, values["backend.backend"]);
  if (fault) faults.set("args.args", fault);
  return faults;
}

/** Servers read `32k` and `auto` where we would say a number. */
const ownWords = /^(?:auto|\d+(?:\.\d+)?[kmgt])$/i;

/** What is wrong with the value of a parameter of loading. */
export function faultOfLoad(name: LoadingName, value: string): string | undefined {
  const range = rangeIn(setDefaults.fields, name);
  return range && !ownWords.test(value) ? faultOfNumber(value, range) : undefined;
}

/** A number in the arguments that no server takes, as the fields above them say of it. */
function faultOfLoading(words: readonly string[], backend: string | undefined): string | undefined {
  for (const name of loadingNames) {
    if (loadingArguments[name].backend !== backend) continue;
    const fault = faultOfLoad(name, readLoading(words, name) ?? "");
    if (fault) return `${loadingArguments[name].flags[0]}: ${fault}`;
  }
  return undefined;
}
