"use client";

import { type ComponentProps, useId } from "react";
import { Input } from "#components/ui/input.tsx";

export type Suggestion = { value: string; label?: string | undefined };

export type SuggestingInputProps = Omit<ComponentProps<"input">, "onChange" | "value" | "list"> & {
  value: string;
  suggestions: readonly Suggestion[];
  onValue: (value: string) => void;
};

/** A text that anybody may type, with what is known of its kind to choose from. */
export function SuggestingInput({ suggestions, onValue, ...told }: SuggestingInputProps) {
  const listId = useId();
  return (
    <>
      <Input {...told} list={listId} onChange={(event) => onValue(event.target.value)} />
      <datalist id={listId}>
        {suggestions.map(({ value, label }) => (
          <option key={value} value={value} label={label} />
        ))}
      </datalist>
    </>
  );
}
