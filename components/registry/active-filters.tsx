"use client";

import { X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { type BrowseState, facetNames, facetTitles, wholeRegistry } from "./browse-state.ts";
import { toFacetWords } from "./model-words.ts";
import type { ChangeBrowse } from "./use-browse-state.ts";

const truthWords: ReadonlyMap<string, string> = new Map([
  ["true", "yes"],
  ["false", "no"],
]);

/** The filters that narrow the list down now; each can be taken away alone. The search has its own way back. */
export function ActiveFilters({ state, change }: { state: BrowseState; change: ChangeBrowse }) {
  const chips = facetNames.flatMap((name) => {
    const value = state[name];
    return value === undefined
      ? []
      : [{ name, title: facetTitles[name], value: truthWords.get(value) ?? toFacetWords(name, value) }];
  });
  if (chips.length === 0) return null;
  return (
    <div data-slot="active-filters" className="flex flex-wrap items-center gap-2">
      {chips.map(({ name, title, value }) => (
        <button
          key={name}
          type="button"
          aria-label={`Remove filter ${title}: ${value}`}
          onClick={() => change({ [name]: undefined })}
          className="inline-flex h-6 max-w-full items-center gap-1 rounded-sm bg-accent-soft pr-1 pl-2 text-accent-strong text-xs hover:bg-surface-3"
        >
          <span>{title}:</span>
          <span className="truncate font-medium">{value}</span>
          <X aria-hidden="true" className="size-3.5" />
        </button>
      ))}
      <Button variant="ghost" size="sm" onClick={() => change(wholeRegistry)}>
        Clear filters
      </Button>
    </div>
  );
}
