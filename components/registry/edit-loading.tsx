"use client";

import { useId, useState } from "react";
import { setDefaults } from "#cli-bridge/catalogue/set-defaults.ts";
import {
  type LoadingArgument,
  type LoadingName,
  loadingArguments,
  loadingNames,
  readLoading,
  withLoading,
} from "#cli-bridge/derive/loading-arguments.ts";
import { Field, FieldDescription, FieldError, FieldLabel } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { faultOfLoad, rangeIn } from "./edit-faults.ts";
import { EditPart } from "./edit-field.tsx";
import type { EntryEdit } from "./use-entry-edit.ts";

const labels: Readonly<Record<LoadingName, string>> = {
  maxModelLen: "Context",
  gpuMemoryUtilization: "Share of GPU memory",
  tensorParallelSize: "GPUs to spread over",
  kvCacheDtype: "Type of the KV cache",
  numCtx: "Context",
  numGpu: "Layers on the GPU",
};

type EditLoadingProps = {
  edit: EntryEdit;
  words: readonly string[];
  backend: string;
  isDisabled: boolean;
  put: (words: readonly string[]) => void;
};

/** Parameters of loading that have a field of their own. They are the arguments below, seen as a form. */
export function EditLoading({ words, backend, isDisabled, put }: EditLoadingProps) {
  const names = loadingNames.filter((name) => loadingArguments[name].backend === backend);
  if (names.length === 0) return null;
  return (
    <EditPart title="Loading" says="Each field is one of the arguments below; an empty one leaves it out.">
      <div className="grid grid-cols-2 gap-3">
        {names.map((name) => (
          <LoadingField
            key={name}
            name={name}
            value={readLoading(words, name) ?? ""}
            isDisabled={isDisabled}
            onChange={(value) => put(withLoading(words, name, value === "" ? undefined : value))}
          />
        ))}
      </div>
    </EditPart>
  );
}

type LoadingFieldProps = {
  name: LoadingName;
  value: string;
  isDisabled: boolean;
  onChange: (value: string) => void;
};

function LoadingField({ name, value, isDisabled, onChange }: LoadingFieldProps) {
  const id = useId();
  // What is being typed may stand for nothing yet: the 1 of 16 is what the backend does anyway.
  const [typed, setTyped] = useState<string>();
  const range = rangeIn(setDefaults.fields, name);
  const fault = faultOfLoad(name, typed ?? value);
  const { flags, unsaid }: LoadingArgument = loadingArguments[name];
  return (
    <Field>
      <FieldLabel htmlFor={id} className="text-sm">
        {labels[name]}
      </FieldLabel>
      <Input
        id={id}
        value={typed ?? value}
        disabled={isDisabled}
        inputMode={range ? "decimal" : undefined}
        placeholder={unsaid ?? "not set"}
        aria-describedby={`${id}-says`}
        aria-invalid={fault !== undefined || undefined}
        className="tabular-nums"
        onBlur={() => setTyped(undefined)}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(event.target.value.trim());
        }}
      />
      {fault !== undefined ? (
        <FieldError id={`${id}-says`}>{fault}</FieldError>
      ) : (
        <FieldDescription id={`${id}-says`} className="break-all font-mono text-xs">
          {flags[0]}
        </FieldDescription>
      )}
    </Field>
  );
}
