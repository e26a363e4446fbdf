"use client";

import { useCallback } from "react";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { toByteWords, toCountWords, toNumberWords } from "#lib/format.ts";
import { type BrowseState, facetTitles, isNarrowed } from "./browse-state.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { FacetMenu } from "./facet-menu.tsx";
import { toFacetWords } from "./model-words.ts";
import { MoreFacets } from "./more-facets.tsx";
import { SearchBox } from "./search-box.tsx";
import type { ChangeBrowse } from "./use-browse-state.ts";

const menus = ["backend", "format", "quantization", "role"] as const;

export type BrowseToolbarProps = {
  answer: RegistryAnswer;
  state: BrowseState;
  change: ChangeBrowse;
  hiddenColumns: readonly string[];
  onHideColumns: (hidden: readonly string[]) => void;
};

export function BrowseToolbar({ answer, state, change, hiddenColumns, onHideColumns }: BrowseToolbarProps) {
  const search = useCallback((q: string | undefined) => change({ q }, "replace"), [change]);
  return (
    <div data-slot="browse-toolbar" className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p aria-live="polite" className="min-w-36 whitespace-nowrap font-medium">
        {toSummary(answer, state)}
      </p>
      <SearchBox value={state.q ?? ""} onSearch={search} />
      <div className="-ml-2 flex flex-wrap items-center gap-1 max-sm:-ml-1 max-sm:gap-0">
        {menus.map((name) => (
          <FacetMenu
            key={name}
            title={facetTitles[name]}
            facet={answer.facets[name] ?? []}
            chosen={state[name]}
            words={(value) => toFacetWords(name, value)}
            onChoose={(value) => change({ [name]: value })}
          />
        ))}
        <MoreFacets answer={answer} state={state} change={change} />
      </div>
      <ColumnsMenu hidden={hiddenColumns} onChange={onHideColumns} />
    </div>
  );
}

/** `412 models · 1.8 TB`, or `12 of 412 models` while the list is narrowed down. */
export function toSummary({ all, total }: RegistryAnswer, state: BrowseState): string {
  if (isNarrowed(state)) return `${toNumberWords(total)} of ${toCountWords(all.entries, "model")}`;
  return `${toCountWords(all.entries, "model")} · ${toByteWords(all.bytes)}`;
}
