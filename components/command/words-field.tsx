"use client";

import { useState } from "react";
import type { Control } from "#cli-bridge/derive/controls.ts";
import { Input } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";

type WordsFieldProps = {
  id: string;
  control: Extract<Control, { draws: "words" }>;
  words: readonly string[];
  onChange: (words: readonly string[]) => void;
};

const chip =
  "h-8 rounded-md border px-3 font-medium text-sm transition-colors aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong disabled:cursor-not-allowed disabled:opacity-55";

/** Several words: chips where they are known, in the order they are pressed; else a line with commas. */
export function WordsField({ id, control, words, onChange, ...told }: WordsFieldProps) {
  const [typed, setTyped] = useState(words.join(", "));
  const { choices } = control;
  if (!choices) {
    return (
      <Input
        {...told}
        id={id}
        value={typed}
        placeholder="Separate with commas"
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(event.target.value.split(",").map((word) => word.trim()));
        }}
      />
    );
  }
  const press = (word: string) =>
    onChange(words.includes(word) ? words.filter((other) => other !== word) : [...words, word]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would repeat the label that the field has.
    <div role="group" aria-label={control.label} className="flex flex-wrap gap-2">
      {choices.map((word, index) => {
        const place = words.indexOf(word);
        return (
          <button
            key={word}
            id={index === 0 ? id : undefined}
            type="button"
            aria-pressed={place !== -1}
            className={cn(chip, place === -1 && "border-line-strong text-ink hover:bg-surface-2")}
            onClick={() => press(word)}
          >
            {place !== -1 && words.length > 1 && <span className="mr-1 tabular-nums">{place + 1}</span>}
            {word}
          </button>
        );
      })}
    </div>
  );
}
