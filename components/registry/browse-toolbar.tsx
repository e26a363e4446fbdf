"use client";

import { Crown } from "lucide-react";
import { memo } from "react";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { toByteWords, toCountWords, toNumberWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { type BrowseState, facetNames, facetTitles, isNarrowed } from "./browse-state.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { FacetMenu } from "./facet-menu.tsx";
import { toFacetWords } from "./model-words.ts";
import { MoreFacets } from "./more-facets.tsx";
import { SearchBox } from "./search-box.tsx";
import type { ChangeBrowse } from "./use-browse-state.ts";
import { ViewsMenu } from "./views-menu.tsx";

const menus = ["backend", "format", "quantization", "role"] as const;

export type BrowseToolbarProps = {
  answer: RegistryAnswer;
  total: number;
  state: BrowseState;
  text: string;
  onText: (text: string) => void;
  change: ChangeBrowse;
  columns: readonly string[] | undefined;
  onColumns: (columns: readonly string[] | undefined) => void;
};

export function BrowseToolbar(props: BrowseToolbarProps) {
  const { answer, total, state, text, onText, change, columns, onColumns } = props;
  return (
    <div data-slot="browse-toolbar" className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p aria-live="polite" className="min-w-36 whitespace-nowrap font-medium">
        {toSummary(answer, total, state)}
      </p>
      <SearchBox text={text} onText={onText} />
      <FacetMenus facets={answer.facets} state={state} change={change} />
      <div className="ml-auto flex items-center">
        <LinkButton variant="ghost" size="sm" icon={<Crown aria-hidden="true" />} href={paths.browseRoles()}>
          <span className="max-sm:sr-only">Role winners</span>
        </LinkButton>
        <ViewsMenu state={state} columns={columns} change={change} />
        <ColumnsMenu chosen={columns} onChoose={onColumns} />
      </div>
    </div>
  );
}

type FacetMenusProps = Pick<RegistryAnswer, "facets"> & Pick<BrowseToolbarProps, "state" | "change">;

/** Of the typing they need only the counts, so they are not drawn again for the key itself. */
const FacetMenus = memo(
  function FacetMenus({ facets, state, change }: FacetMenusProps) {
    return (
      <div className="-ml-2 max-sm:order-1 flex flex-wrap items-center gap-1 max-sm:-ml-1 max-sm:gap-0">
        {menus.map((name) => (
          <FacetMenu
            key={name}
            title={facetTitles[name]}
            facet={facets[name] ?? []}
            chosen={state[name]}
            words={(value) => toFacetWords(name, value)}
            onChoose={(value) => change({ [name]: value })}
          />
        ))}
        <MoreFacets facets={facets} state={state} change={change} />
      </div>
    );
  },
  (one, other) =>
    one.facets === other.facets &&
    one.change === other.change &&
    facetNames.every((name) => one.state[name] === other.state[name]),
);

/** `412 models · 1.8 TB`, or `12 of 412 models` while the list is narrowed down. */
export function toSummary({ all }: Pick<RegistryAnswer, "all">, total: number, state: BrowseState): string {
  if (isNarrowed(state)) return `${toNumberWords(total)} of ${toCountWords(all.entries, "model")}`;
  return `${toCountWords(all.entries, "model")} · ${toByteWords(all.bytes)}`;
}
