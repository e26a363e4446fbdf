"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { isReference } from "./hub-state.ts";
import type { ChangeHub } from "./use-hub-state.ts";

/** The hub counts questions, so it hears of words only once the typing rests. */
const settleMs = 400;

type HubSearchBoxProps = {
  inAddress: string;
  /** Whether a repository is open, to which the way back should lead. */
  hasRepo: boolean;
  change: ChangeHub;
  onDown: () => void;
};

/** One box for a search and for a paste: what names a repository opens it with Enter, the rest is looked for. */
export function HubSearchBox({ inAddress, hasRepo, change, onDown }: HubSearchBoxProps) {
  const [text, setText] = useTypedWords({ inAddress, hasRepo, change });
  const said = text.trim();
  const names = isReference(said);
  const open = () => change({ repo: said, revision: undefined });
  const walk = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    onDown();
  };
  return (
    <search>
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (names) open();
          else change({ q: said || undefined, repo: undefined });
        }}
      >
        <span className="relative min-w-0 flex-1">
          <Search aria-hidden="true" className="absolute top-2 left-2.5 size-4 text-muted" />
          <Input
            type="search"
            maxLength={2048}
            data-search=""
            aria-label="Search Hugging Face, or paste a repository"
            aria-keyshortcuts="/"
            placeholder="Search, or paste owner/repo or any address"
            className="pl-8"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={walk}
          />
        </span>
        <Button type="submit" variant="primary" disabled={said === ""}>
          {names ? "Open" : "Search"}
        </Button>
      </form>
    </search>
  );
}

function useTypedWords({ inAddress, hasRepo, change }: Omit<HubSearchBoxProps, "onDown">) {
  const [text, setText] = useState(inAddress);
  const sent = useRef(inAddress);
  useEffect(() => {
    if (inAddress === sent.current) return;
    sent.current = inAddress;
    setText(inAddress);
  }, [inAddress]);
  useEffect(() => {
    const said = text.trim();
    // A name or an address is meant to be opened, not to be looked for.
    if (said === sent.current || isReference(said)) return;
    const timer = setTimeout(() => {
      sent.current = said;
      change({ q: said || undefined, repo: undefined }, hasRepo ? "push" : "replace");
    }, settleMs);
    return () => clearTimeout(timer);
  }, [text, hasRepo, change]);
  return [text, setText] as const;
}
