/** What a text stands for: the form offers a fitting control, the door applies the fitting limits. */
export type Meaning =
  | "model"
  | "repository"
  | "backend"
  | "format"
  | "location"
  | "folder"
  | "file"
  | "model list"
  | "weights"
  | "backup"
  | "trash item"
  | "plan"
  | "host"
  | "server address"
  | "instance"
  | "served model"
  | "run"
  | "item"
  | "prose"
  | "free text";

export type Value =
  | { kind: "text"; of: Meaning; max: number }
  | { kind: "list"; of: Meaning; max: number; choices?: readonly string[] }
  | { kind: "integer"; min: number; max: number }
  | { kind: "decimal"; min: number; max: number; step: number }
  | { kind: "choice"; choices: readonly [string, ...string[]] }
  | { kind: "truth" };

export type Field = {
  spelled: "positional" | "option" | "flag" | "pair" | "secret";
  says: string;
  /** What a form calls it, where the word that its name makes says too little. */
  label?: string;
  value: Value;
  required?: boolean;
  default?: string | number | boolean;
  short?: string;
  /** The word for "no" of a pair, where it is not `--no-…`. */
  no?: string;
  /** The short form of that "no". */
  shortNo?: string;
  /** Another word that is understood as well. */
  also?: string;
  /** The variable that carries a secret. */
  variable?: string;
  /** Shown behind "more options". */
  folded?: boolean;
};

export type Fields = { readonly [name: string]: Field };

type Plain<V> = V extends { kind: "text" }
  ? string
  : V extends { kind: "list" }
    ? readonly string[]
    : V extends { kind: "integer" | "decimal" }
      ? number
      : V extends { kind: "choice"; choices: readonly (infer C)[] }
        ? C
        : boolean;

export type ValueOf<F> = F extends { value: infer V } ? Plain<V> : never;

export const text = <const M extends Meaning>(of: M, max = 4096) => ({ kind: "text", of, max }) as const;
export const list = <const M extends Meaning>(of: M, choices?: readonly string[]) =>
  ({ kind: "list", of, max: 16_384, ...(choices && { choices }) }) as const;
export const integer = (min: number, max: number) => ({ kind: "integer", min, max }) as const;
export const decimal = (min: number, max: number, step: number) =>
  ({ kind: "decimal", min, max, step }) as const;
export const choice = <const C extends readonly [string, ...string[]]>(...choices: C) =>
  ({ kind: "choice", choices }) as const;

type More = Pick<Field, "short" | "also" | "folded" | "label">;
type Named = Pick<Field, "label">;
const truth = { kind: "truth" } as const;

export const positional = <const V extends Value>(value: V, says: string, more: Named = {}) =>
  ({ spelled: "positional", required: true, says, value, ...more }) as const;

export const optionalPositional = <const V extends Value>(value: V, says: string, more: Named = {}) =>
  ({ spelled: "positional", says, value, ...more }) as const;

/** What is said of a whole registry: as much as fits through the door at once. */
const allMax = 1_000_000;

/** Things of a plan, of which there may be as many as there are models. */
export const items = { kind: "list", of: "item", max: allMax } as const;

/** All further words, as many as there are. */
export const furtherPositionals = <const M extends Meaning>(of: M, says: string, more: Named = {}) =>
  ({ spelled: "positional", says, value: { kind: "list", of, max: allMax }, ...more }) as const;

export const option = <const V extends Value, const M extends More & Pick<Field, "default" | "required">>(
  value: V,
  says: string,
  more?: M,
) => ({ spelled: "option", says, value, ...(more as M) }) as const;

export const flag = (says: string, more: More = {}) =>
  ({ spelled: "flag", says, value: truth, ...more }) as const;

export const pair = (says: string, more: More & Pick<Field, "no" | "shortNo"> & { default: boolean }) =>
  ({ spelled: "pair", says, value: truth, ...more }) as const;

export const secret = (variable: string, says: string, more: Named & { value?: Value } = {}) =>
  ({ spelled: "secret", says, value: text("free text", 1024), ...more, variable, folded: true }) as const;
