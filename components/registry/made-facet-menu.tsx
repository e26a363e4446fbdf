"use client";

import { Menu, MenuContent, MenuTrigger } from "#components/ui/menu.tsx";
import { FacetChoices } from "./facet-choices.tsx";
import type { FacetMenuProps } from "./facet-menu.tsx";
import { FilterButton } from "./filter-button.tsx";

export function MadeFacetMenu({ title, ...choices }: FacetMenuProps) {
  return (
    <Menu modal={false} defaultOpen={true}>
      <MenuTrigger asChild={true}>
        <FilterButton
          title={title}
          isChosen={choices.chosen !== undefined}
          aria-label={`Filter by ${title}`}
        />
      </MenuTrigger>
      <MenuContent align="start">
        <FacetChoices {...choices} />
      </MenuContent>
    </Menu>
  );
}
