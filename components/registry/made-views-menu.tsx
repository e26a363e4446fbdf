"use client";

import { Bookmark, Settings2 } from "lucide-react";
import { useState } from "react";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { wholeRegistry } from "./browse-state.ts";
import { FilterButton } from "./filter-button.tsx";
import { readViews, type SavedView, stateOfView, toViewQuery, withView, writeViews } from "./saved-views.ts";
import { ViewsDialog } from "./views-dialog.tsx";
import type { ViewsMenuProps } from "./views-menu.tsx";

export function MadeViewsMenu({ state, columns, change }: ViewsMenuProps) {
  const [views, setViews] = useState(readViews);
  const [isManaging, setIsManaging] = useState(false);
  const keep = (next: SavedView[]) => {
    setViews(next);
    writeViews(next);
  };
  return (
    <>
      <Menu modal={false} defaultOpen={true}>
        <MenuTrigger asChild={true}>
          <FilterButton title="Views" />
        </MenuTrigger>
        <MenuContent>
          <MenuLabel>{views.length === 0 ? "No views saved yet" : "Saved views"}</MenuLabel>
          {views.map((view) => (
            <MenuItem
              key={view.name}
              icon={<Bookmark aria-hidden="true" />}
              onSelect={() =>
                change({ ...wholeRegistry, sort: undefined, columns: undefined, ...stateOfView(view) })
              }
            >
              <span className="max-w-60 truncate">{view.name}</span>
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem icon={<Settings2 aria-hidden="true" />} onSelect={() => setIsManaging(true)}>
            Save and manage…
          </MenuItem>
        </MenuContent>
      </Menu>
      {isManaging && (
        <ViewsDialog
          views={views}
          onSave={(name) => keep(withView(views, { name, query: toViewQuery(state, columns) }))}
          onKeep={keep}
          onClose={() => setIsManaging(false)}
        />
      )}
    </>
  );
}
