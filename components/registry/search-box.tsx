"use client";

import { Search } from "lucide-react";
import { Input } from "#components/ui/input.tsx";

type SearchBoxProps = { text: string; onText: (text: string) => void };

export function SearchBox({ text, onText }: SearchBoxProps) {
  return (
    <search className="relative min-w-48 max-w-md flex-1 max-sm:order-1">
      <Search aria-hidden="true" className="absolute top-2 left-2.5 size-4 text-muted" />
      <Input
        type="search"
        maxLength={512}
        data-search=""
        aria-label="Search models"
        aria-keyshortcuts="/"
        placeholder="Search everything…"
        className="pl-8"
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
    </search>
  );
}
