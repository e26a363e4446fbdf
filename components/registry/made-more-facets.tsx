"use client";

import { Menu, MenuContent, MenuLabel, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { facetTitles } from "./browse-state.ts";
import { FacetChoices } from "./facet-choices.tsx";
import { FilterButton } from "./filter-button.tsx";
import type { MoreFacetsProps } from "./more-facets.tsx";

const names = ["capability", "location", "installed", "deprecated"] as const;

/** The ways to narrow the list down that are wanted less often. */
export function MadeMoreFacets({ answer, state, change }: MoreFacetsProps) {
  return (
    <Menu modal={false} defaultOpen={true}>
      <MenuTrigger asChild={true}>
        <FilterButton title="More" aria-label="More filters" />
      </MenuTrigger>
      <MenuContent align="start">
        {names.map((name, index) => (
          <div key={name}>
            {index > 0 && <MenuSeparator />}
            <MenuLabel>{facetTitles[name]}</MenuLabel>
            <FacetChoices
              facet={answer.facets[name] ?? []}
              isTruth={name === "installed" || name === "deprecated"}
              chosen={state[name]}
              onChoose={(value) => change({ [name]: value })}
            />
          </div>
        ))}
      </MenuContent>
    </Menu>
  );
}
