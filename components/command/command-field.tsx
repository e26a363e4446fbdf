"use client";

import { useId } from "react";
import type { Control } from "#cli-bridge/derive/controls.ts";
import { Field, FieldDescription, FieldError, FieldLabel } from "#components/ui/field.tsx";
import { Checkbox, Input, NativeSelect } from "#components/ui/input.tsx";
import { type FormValues, inputOf } from "./form-values.ts";
import { KnownInput } from "./known-input.tsx";
import { WordsField } from "./words-field.tsx";

export type CommandFieldProps = {
  control: Control;
  value: FormValues[string] | undefined;
  issue?: string | undefined;
  onChange: (value: FormValues[string]) => void;
};

/** One control of a command. What the program in use does not know is off, unless something was said there before. */
export function CommandField(props: CommandFieldProps) {
  const { control, value } = props;
  if (control.disabled === undefined) return <DrawnField {...props} />;
  const isOff = Object.keys(inputOf([control], { [control.name]: value ?? "" })).length === 0;
  return (
    <fieldset disabled={isOff} className="contents [&:disabled_label]:text-muted">
      <DrawnField {...props} />
    </fieldset>
  );
}

/** With what it is for and what the server said of it. */
function DrawnField(props: CommandFieldProps) {
  const { control, issue } = props;
  const id = useId();
  const says = (
    <FieldDescription id={`${id}-says`}>
      {control.draws === "switch" ? control.says : sentenceOf(control)}
      {control.disabled !== undefined && (
        <span className="block font-medium text-ink">{control.disabled}</span>
      )}
    </FieldDescription>
  );
  const error = issue !== undefined && <FieldError id={`${id}-issue`}>{issue}</FieldError>;
  if (control.draws === "switch")
    return (
      <Field orientation="horizontal">
        <Drawn {...props} id={id} />
        <div className="flex min-w-0 flex-col">
          <FieldLabel htmlFor={id}>{control.label}</FieldLabel>
          {says}
          {error}
        </div>
      </Field>
    );
  return (
    <Field>
      <FieldLabel htmlFor={id}>
        {control.label}
        {control.required && <span className="font-normal text-muted"> · needed</span>}
      </FieldLabel>
      <Drawn {...props} id={id} />
      {says}
      {error}
    </Field>
  );
}

const sentenceOf = (control: Control): string =>
  "default" in control && control.default !== undefined
    ? `${control.says}. Usually ${control.default}.`
    : control.says;

function Drawn({ control, value, issue, onChange, id }: CommandFieldProps & { id: string }) {
  const told = {
    id,
    "aria-describedby": issue === undefined ? `${id}-says` : `${id}-issue ${id}-says`,
    "aria-invalid": issue !== undefined || undefined,
    "aria-required": control.required || undefined,
  };
  const text = typeof value === "string" ? value : "";
  switch (control.draws) {
    case "switch":
      return (
        <Checkbox {...told} checked={value === true} onChange={(event) => onChange(event.target.checked)} />
      );
    case "words":
      return (
        <WordsField
          {...told}
          control={control}
          words={Array.isArray(value) ? value : []}
          onChange={onChange}
        />
      );
    case "number":
      return (
        <Input
          {...told}
          type="number"
          inputMode={control.step === undefined ? "numeric" : "decimal"}
          step={control.step ?? 1}
          min={control.min}
          max={control.max}
          value={text}
          className="max-w-40"
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "choice":
      return (
        <NativeSelect {...told} value={text} onChange={(event) => onChange(event.target.value)}>
          {control.default === undefined && <option value="">Not said</option>}
          {control.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </NativeSelect>
      );
    case "password":
      return (
        <Input
          {...told}
          type="password"
          autoComplete="new-password"
          placeholder={`Taken from ${control.variable} when left empty`}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "text":
      return <KnownInput {...told} of={control.of} max={control.max} value={text} onValue={onChange} />;
  }
}
