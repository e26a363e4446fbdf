import type { Control } from "#cli-bridge/derive/controls.ts";
import type { CommandInput } from "./command-view.ts";

/** What stands in the form, as typed. */
export type FormValues = Readonly<Record<string, string | boolean | readonly string[]>>;

const listOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : typeof value === "string" && value !== ""
      ? value.split(",").map((part) => part.trim())
      : [];

function typedOf(control: Control, given: unknown): FormValues[string] {
  switch (control.draws) {
    case "switch":
      return typeof given === "boolean" ? given : control.default;
    case "words":
      return listOf(given);
    case "password":
      return typeof given === "string" ? given : "";
    default:
      return given === undefined ? String(control.default ?? "") : String(given);
  }
}

/** The form as it opens: what an input says, else what is usual. */
export const valuesOf = (controls: readonly Control[], input: CommandInput = {}): FormValues =>
  Object.fromEntries(controls.map((control) => [control.name, typedOf(control, input[control.name])]));

function saidIn(control: Control, value: FormValues[string] | undefined): unknown {
  if (value === undefined || value === "") return undefined;
  switch (control.draws) {
    case "switch":
      return value === control.default ? undefined : value;
    case "words": {
      const words = listOf(value).filter((word) => word !== "");
      return words.length === 0 ? undefined : words;
    }
    case "number":
      return Number(value) === control.default ? undefined : Number(value);
    case "password":
      return value;
    default:
      return value === control.default ? undefined : value;
  }
}

/** What the form says: only what differs from what is usual, so that the command stays short. */
export function inputOf(controls: readonly Control[], values: FormValues): CommandInput {
  const said = controls.map((control) => [control.name, saidIn(control, values[control.name])] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

/** An input as an address says it: every value a text, which each control reads in its own way. */
export function inputOfQuery(
  controls: readonly Control[],
  query: Readonly<Record<string, string | string[] | undefined>>,
): CommandInput {
  const said = controls.flatMap((control): [string, unknown][] => {
    const value = query[control.name];
    if (value === undefined || control.draws === "password") return [];
    if (control.draws === "words") return [[control.name, listOf(value)]];
    const text = Array.isArray(value) ? (value[0] ?? "") : value;
    return [[control.name, control.draws === "switch" ? text === "true" : text]];
  });
  return Object.fromEntries(said);
}

export const missingOf = (controls: readonly Control[], input: CommandInput): Control[] =>
  controls.filter(({ name, required }) => required && input[name] === undefined);
