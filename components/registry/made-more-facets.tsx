"use client";

import { Menu, MenuContent, MenuLabel, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { facetTitles, truthFacets } from "./browse-state.ts";
import { FacetChoices } from "./facet-choices.tsx";
import { FilterButton } from "./filter-button.tsx";
import { toFacetWords } from "./model-words.ts";
import type { MoreFacetsProps } from "./more-facets.tsx";

const names = [
  "capability",
  "location",
  "tag",
  "layer",
  "installed",
  "favourite",
  "deprecated",
  "testing",
] as const;

/** The ways to narrow the list down that are wanted less often. */
export function MadeMoreFacets({ facets, state, change }: MoreFacetsProps) {
  return (
    <Menu modal={false} defaultOpen={true}>
      <MenuTrigger asChild={true}>
        <FilterButton title="More" aria-label="More filters" />
      </MenuTrigger>
      <MenuContent align="start">
        {names
          .filter((name) => truthFacets.includes(name) || state[name] !== undefined || facets[name]?.length)
          .map((name, index) => (
            <div key={name}>
              {index > 0 && <MenuSeparator />}
              <MenuLabel>{facetTitles[name]}</MenuLabel>
              <FacetChoices
                facet={facets[name] ?? []}
                isTruth={truthFacets.includes(name)}
                words={(value) => toFacetWords(name, value)}
                chosen={state[name]}
                onChoose={(value) => change({ [name]: value })}
              />
            </div>
          ))}
      </MenuContent>
    </Menu>
  );
}
