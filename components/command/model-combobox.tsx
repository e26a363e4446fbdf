"use client";

import { type ComponentProps, type KeyboardEvent, useId, useState } from "react";
import useSWR from "swr";
import type { EntryRow, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Input } from "#components/ui/input.tsx";
import { matchingEntries } from "./matching-entries.ts";
import { ModelOptions } from "./model-options.tsx";

const shownMax = 8;

type ModelComboboxProps = Omit<ComponentProps<"input">, "onChange" | "value"> & {
  value: string;
  onValue: (value: string) => void;
};

/** A model by name, with what the registry has that looks like it. */
export function ModelCombobox({ value, onValue, ...told }: ModelComboboxProps) {
  const listId = useId();
  const { entries, isShown, active, setActive, setOpen, choose, press } = useModelOptions(value, onValue);
  return (
    <div className="relative">
      <Input
        {...told}
        role="combobox"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isShown && active >= 0 ? `${listId}-${active}` : undefined}
        value={value}
        placeholder="Type a few letters of its name"
        className="font-mono text-sm"
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
        onChange={(event) => {
          onValue(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
      />
      {isShown && (
        <ModelOptions id={listId} entries={entries} active={active} onActive={setActive} onChoose={choose} />
      )}
    </div>
  );
}

function useModelOptions(value: string, onValue: (value: string) => void) {
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const key = isOpen ? matchingEntries(value) : null;
  const { data } = useSWR<RegistryAnswer, Error>(key, readApi, { keepPreviousData: true });
  const entries = (data?.entries ?? []).slice(0, shownMax);

  function choose(entry: EntryRow) {
    onValue(entry.name);
    setOpen(false);
    setActive(-1);
  }

  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = entries[active];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      setActive((now) => Math.max(-1, Math.min(entries.length - 1, now + step)));
    } else if (event.key === "Enter" && isOpen && chosen) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      setOpen(false);
    }
  }

  return { entries, isShown: isOpen && entries.length > 0, active, setActive, setOpen, choose, press };
}
