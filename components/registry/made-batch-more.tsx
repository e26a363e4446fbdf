"use client";

import { FileDown, Lock, LockOpen, Star, StarOff } from "lucide-react";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import type { BatchMoreProps } from "./batch-more.tsx";
import { exportEntries } from "./export-entries.ts";
import { FilterButton } from "./filter-button.tsx";

const deeds = [
  ["favourite", "Mark as favourites", Star],
  ["unfavourite", "No favourites any more", StarOff],
  ["lock", "Lock", Lock],
  ["unlock", "Unlock", LockOpen],
] as const;

export function MadeBatchMore({ names, index, onDeed }: BatchMoreProps) {
  return (
    <Menu modal={false} defaultOpen={true}>
      <MenuTrigger asChild={true}>
        <FilterButton title="More" aria-label="More for the selection" />
      </MenuTrigger>
      <MenuContent align="start">
        {deeds.map(([deed, words, Icon]) => (
          <MenuItem key={deed} icon={<Icon aria-hidden="true" />} onSelect={() => onDeed(deed)}>
            {words}
          </MenuItem>
        ))}
        {index !== undefined && (
          <>
            <MenuSeparator />
            {(["csv", "json"] as const).map((kind) => (
              <MenuItem
                key={kind}
                icon={<FileDown aria-hidden="true" />}
                onSelect={() => exportEntries(index, names, kind)}
              >
                Export list as {kind.toUpperCase()}
              </MenuItem>
            ))}
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
