"use client";

import { FilterBox } from "#components/ui/filter-box.tsx";

type SearchBoxProps = { text: string; onText: (text: string) => void };

export function SearchBox({ text, onText }: SearchBoxProps) {
  return (
    <search className="min-w-48 max-w-md flex-1 max-sm:order-1">
      <FilterBox
        label="Search models"
        placeholder="Search everything…"
        className="sm:max-w-none"
        maxLength={512}
        data-search=""
        aria-keyshortcuts="/"
        value={text}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          if (text === "") event.currentTarget.blur();
          else onText("");
        }}
        onValue={onText}
      />
    </search>
  );
}
