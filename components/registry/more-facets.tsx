"use client";

import { ChevronDown } from "lucide-react";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuLabel, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { type BrowseState, facetTitles } from "./browse-state.ts";
import { FacetChoices } from "./facet-menu.tsx";
import type { ChangeBrowse } from "./use-browse-state.ts";

const names = ["capability", "location", "installed", "deprecated"] as const;

type MoreFacetsProps = { answer: RegistryAnswer; state: BrowseState; change: ChangeBrowse };

/** The ways to narrow the list down that are wanted less often. */
export function MoreFacets({ answer, state, change }: MoreFacetsProps) {
  return (
    <Menu modal={false}>
      <MenuTrigger asChild={true}>
        <Button variant="ghost" size="sm" aria-label="More filters" className="gap-1">
          <span>More</span>
          <ChevronDown aria-hidden="true" />
        </Button>
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
