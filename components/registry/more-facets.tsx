"use client";

import { lazy } from "react";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { MadeAtPress } from "#components/ui/made-at-press.tsx";
import type { BrowseState } from "./browse-state.ts";
import { FilterButton } from "./filter-button.tsx";
import type { ChangeBrowse } from "./use-browse-state.ts";

const MadeMoreFacets = lazy(() =>
  import("./made-more-facets.tsx").then((room) => ({ default: room.MadeMoreFacets })),
);

export type MoreFacetsProps = { facets: RegistryAnswer["facets"]; state: BrowseState; change: ChangeBrowse };

/** The ways to narrow the list down that are wanted less often. */
export function MoreFacets(props: MoreFacetsProps) {
  return (
    <MadeAtPress
      button={(press) => (
        <FilterButton title="More" aria-label="More filters" aria-haspopup="menu" onClick={press} />
      )}
      menu={() => <MadeMoreFacets {...props} />}
    />
  );
}
