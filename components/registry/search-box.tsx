"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Input } from "#components/ui/input.tsx";

const settleMs = 150;

type SearchBoxProps = { value: string; onSearch: (text: string | undefined) => void };

/** Follows the typing with a breath's delay, and the URL when that changes by itself. */
export function SearchBox({ value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const sent = useRef(value);

  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    if (text.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text.trim();
      onSearch(sent.current || undefined);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [text, onSearch]);

  return (
    <search className="relative min-w-48 max-w-md flex-1">
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
        onChange={(event) => setText(event.target.value)}
      />
    </search>
  );
}
