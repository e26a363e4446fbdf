"use client";

import { type ComponentProps, type KeyboardEvent, useId, useState } from "react";
import useSWR from "swr";
import type { EntryRow, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Input } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";
import { toByteWords } from "#lib/format.ts";
import { matchingEntries } from "./matching-entries.ts";

const shownMax = 8;

type ModelComboboxProps = Omit<ComponentProps<"input">, "onChange" | "value"> & {
  value: string;
  onValue: (value: string) => void;
};

/** A model by name, with what the registry has that looks like it. */
export function ModelCombobox({ value, onValue, ...told }: ModelComboboxProps) {
  const listId = useId();
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

  const isShown = isOpen && entries.length > 0;
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
        <div
          id={listId}
          role="listbox"
          aria-label="Models in the registry"
          className="absolute inset-x-0 top-9 z-30 max-h-72 overflow-auto rounded-md border border-line bg-float p-1 shadow-float"
        >
          {entries.map((entry, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field; it names the active option.
            <div
              key={entry.name}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              className={cn(
                "flex min-h-8 cursor-pointer items-center gap-3 rounded-sm px-2",
                index === active && "bg-surface-3",
              )}
              onPointerMove={() => setActive(index)}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(entry);
              }}
            >
              <span className="min-w-0 flex-1 truncate font-mono text-sm">{entry.name}</span>
              <span className="shrink-0 text-muted text-xs">
                {entry.sizeBytes === undefined ? entry.backend : toByteWords(entry.sizeBytes)}
              </span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
