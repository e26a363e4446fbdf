"use client";

import { type KeyboardEvent, useCallback } from "react";
import { pastedReference } from "#cli-bridge/derive/pasted-reference.ts";
import { Button } from "#components/ui/button.tsx";
import { FilterBox } from "#components/ui/filter-box.tsx";
import { useTypedWords } from "#components/ui/use-typed-words.ts";
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
  const onWords = useCallback(
    (q: string | undefined) => change({ q, repo: undefined }, hasRepo ? "push" : "replace"),
    [change, hasRepo],
  );
  // A name or an address is meant to be opened, not to be looked for.
  const [text, setText] = useTypedWords({ inAddress, settleMs, onWords, isKept: isReference });
  const said = text.trim();
  const named = pastedReference(said);
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
          if (named !== undefined) change({ repo: named, revision: undefined });
          else change({ q: said || undefined, repo: undefined });
        }}
      >
        <FilterBox
          label="Search Hugging Face, or paste a repository"
          placeholder="Search, or paste owner/repo or any address"
          className="min-w-0 flex-1 sm:max-w-none"
          maxLength={2048}
          data-search=""
          aria-keyshortcuts="/"
          value={text}
          onValue={setText}
          onKeyDown={walk}
        />
        <Button type="submit" variant="primary" disabled={said === ""}>
          {named === undefined ? "Search" : "Open"}
        </Button>
      </form>
    </search>
  );
}
