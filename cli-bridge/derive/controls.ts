import type { AnyCommand } from "#cli-bridge/catalogue/define-command.ts";
import type { Field, Meaning } from "#cli-bridge/catalogue/field.ts";
import { wordOf } from "./fields-of.ts";

type Common = {
  name: string;
  label: string;
  says: string;
  required: boolean;
  folded: boolean;
  /** Why nothing can be said here. */
  disabled?: string;
};

/** A part of a form, ready to be drawn. */
export type Control = Common &
  (
    | { draws: "text"; of: Meaning; max: number; default?: string }
    | { draws: "words"; of: Meaning; choices?: readonly string[] }
    | { draws: "number"; min: number; max: number; step?: number; default?: number }
    | { draws: "choice"; choices: readonly string[]; default?: string }
    | { draws: "switch"; default: boolean }
    | { draws: "password"; variable: string }
  );

/** `deleteFiles` is labelled "Delete files". */
const labelOf = (name: string) => {
  const words = wordOf(name).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function controlOf(name: string, field: Field): Control {
  const common: Common = {
    name,
    label: field.label ?? labelOf(name),
    says: field.says,
    required: field.required ?? false,
    folded: field.folded ?? false,
  };
  const { value, default: usual } = field;
  if (field.spelled === "secret") return { ...common, draws: "password", variable: field.variable ?? name };
  switch (value.kind) {
    case "text":
      return {
        ...common,
        draws: "text",
        of: value.of,
        max: value.max,
        ...(typeof usual === "string" && { default: usual }),
      };
    case "list":
      return { ...common, draws: "words", of: value.of, ...(value.choices && { choices: value.choices }) };
    case "integer":
      return {
        ...common,
        draws: "number",
        min: value.min,
        max: value.max,
        ...(typeof usual === "number" && { default: usual }),
      };
    case "decimal":
      return { ...common, draws: "number", min: value.min, max: value.max, step: value.step };
    case "choice":
      return {
        ...common,
        draws: "choice",
        choices: value.choices,
        ...(typeof usual === "string" && { default: usual }),
      };
    case "truth":
      return { ...common, draws: "switch", default: usual === true };
  }
}

/** Fields that the flow of preview, plan and confirmation sets, not the person. */
const setByTheFlow = new Set(["plan", "since", "yes", "was", "except", "only"]);

/** Why a field cannot be said, where that is so. */
type WhyUnsaid = (field: string) => string | undefined;

/** The form of a command: what must be given first, what is rarely needed last. */
export function controlsOf(command: AnyCommand, whyUnsaid: WhyUnsaid = () => undefined): Control[] {
  const flow = new Set([...setByTheFlow, ...(command.apply ? [command.apply, command.rehearsal] : [])]);
  const controls = Object.entries(command.fields)
    .filter(([name]) => !flow.has(name))
    .map(([name, field]) => {
      const disabled = whyUnsaid(name);
      return { ...controlOf(name, field), ...(disabled !== undefined && { disabled }) };
    });
  const rank = (control: Control) => (control.required ? 0 : control.folded ? 2 : 1);
  return controls.sort((a, b) => rank(a) - rank(b));
}
