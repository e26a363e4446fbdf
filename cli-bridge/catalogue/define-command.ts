import type { Field, Fields, ValueOf } from "./field.ts";

export type Effect = "reads" | "changes" | "destroys";
export type Tab = "browse" | "download" | "maintenance" | "backends" | "advanced";
export type Lane = "registry" | "downloads" | "reads" | "servers" | "backends";
export type Severity = 0 | 1 | 2 | 3 | 4;

type FieldName<F extends Fields> = Extract<keyof F, string>;

type RequiredName<F extends Fields> = {
  [K in FieldName<F>]: F[K] extends { required: true } ? K : never;
}[FieldName<F>];

/** What a command can be given, read off its fields. */
export type InputFrom<F extends Fields> = { [K in RequiredName<F>]: ValueOf<F[K]> } & {
  [K in Exclude<FieldName<F>, RequiredName<F>>]?: ValueOf<F[K]> | undefined;
};

export type Example<F extends Fields> = { says: string; input: InputFrom<F>; runs: string };

export type Command<F extends Fields = Fields> = {
  /** The words that name it at a terminal. */
  path: readonly [string, ...string[]];
  /** Other words that name it, for those who know it by them. */
  also?: readonly string[];
  title: string;
  summary: string;
  /** The verb on the button that makes it act. */
  verb: string;
  /** What it changes, where that is not the registry. */
  changes?: string;
  /** The worst honest use. */
  effect: Effect;
  lane: Lane;
  limitMinutes: number;
  /** Told to end, it writes down how far it is within seconds, and the same words later go on from there. */
  pausable?: true;
  /** Where the console shows it; a command without a tab is for terminals only. */
  tab?: Tab;
  group?: string;
  /** The flag that makes a run harmless. */
  rehearsal?: FieldName<F>;
  /** The flag without which the command only rehearses. */
  apply?: FieldName<F>;
  /** The flags without any of which the command only looks, whatever else it is told. */
  changesWith?: readonly FieldName<F>[];
  /** The field whose value is retyped to allow a destroying run; absent, the path is retyped. */
  confirm?: FieldName<F>;
  /** What is counted in its plan to be retyped: `delete 4 items`. */
  counted?: "models" | "items";
  /** How grave a use is when all these fields are given; the first that fits holds. */
  severities?: readonly { when: readonly FieldName<F>[]; is: Severity }[];
  fields: F;
  examples: readonly [Example<F>, ...Example<F>[]];
};

/** A command whose fields are not known by name. */
export type AnyCommand = Omit<Command, "examples" | "fields"> & {
  fields: Fields;
  examples: readonly { says: string; input: object; runs: string }[];
};

/** Says a command once. The definition stays plain data; only the types do work. */
export function defineCommand<const F extends Record<string, Field>>(command: Command<F>): Command<F> {
  return command;
}

export type InputOf<C> = C extends { fields: infer F extends Fields } ? InputFrom<F> : never;
