"use client";

import { lazy } from "react";
import { MadeAtPress } from "#components/ui/made-at-press.tsx";
import type { FacetProps } from "./facet-choices.tsx";
import { FilterButton } from "./filter-button.tsx";

const MadeFacetMenu = lazy(() =>
  import("./made-facet-menu.tsx").then((room) => ({ default: room.MadeFacetMenu })),
);

export type FacetMenuProps = FacetProps & { title: string };

/** One way to narrow the list down, with how many models each choice has. */
export function FacetMenu(props: FacetMenuProps) {
  const { title, facet, chosen } = props;
  return (
    <MadeAtPress
      button={(press) => (
        <FilterButton
          title={title}
          isChosen={chosen !== undefined}
          aria-label={`Filter by ${title}`}
          aria-haspopup="menu"
          disabled={facet.length === 0 && chosen === undefined}
          onClick={press}
        />
      )}
      menu={() => <MadeFacetMenu {...props} />}
    />
  );
}
