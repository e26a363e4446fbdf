"use client";

import { lazy } from "react";
import { MadeAtPress } from "#components/ui/made-at-press.tsx";
import type { BrowseState } from "./browse-state.ts";
import { FilterButton } from "./filter-button.tsx";
import type { ChangeBrowse } from "./use-browse-state.ts";

const MadeViewsMenu = lazy(() =>
  import("./made-views-menu.tsx").then((room) => ({ default: room.MadeViewsMenu })),
);

export type ViewsMenuProps = {
  state: BrowseState;
  columns: readonly string[] | undefined;
  change: ChangeBrowse;
};

/** Views that were given a name: search, filters, order and columns. */
export function ViewsMenu(props: ViewsMenuProps) {
  return (
    <MadeAtPress
      button={(press) => <FilterButton title="Views" aria-haspopup="menu" onClick={press} />}
      menu={() => <MadeViewsMenu {...props} />}
    />
  );
}
