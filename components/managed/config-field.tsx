import { useId } from "react";
import type { OllamaVariable } from "#cli-bridge/protocol/server-setup.ts";
import { Field, FieldDescription, FieldLabel } from "#components/ui/field.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";

type ConfigFieldProps = { variable: OllamaVariable; value: string; onChange: (value: string) => void };

/** One variable of a server; left empty, the server decides. */
export function ConfigField({ variable, value, onChange }: ConfigFieldProps) {
  const id = useId();
  const { name, label, says, takes, usual } = variable;
  const choices = takes === "truth" ? ["true", "false"] : typeof takes === "string" ? undefined : takes;
  const told = { id, value, "aria-describedby": `${id}-says` };
  return (
    <Field>
      <FieldLabel htmlFor={id}>
        {label} <span className="font-mono font-normal text-muted text-sm">{name}</span>
      </FieldLabel>
      {choices ? (
        <NativeSelect {...told} onChange={(event) => onChange(event.target.value)}>
          <option value="">As usual ({usual})</option>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </NativeSelect>
      ) : (
        <Input
          {...told}
          inputMode={takes === "count" || takes === "bytes" ? "numeric" : "text"}
          placeholder={usual}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <FieldDescription id={`${id}-says`}>{says}.</FieldDescription>
    </Field>
  );
}
