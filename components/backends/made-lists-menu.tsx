"use client";

import { FileDown, FileUp, List } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#components/ui/menu.tsx";
import type { ListsMenuProps } from "./lists-menu.tsx";

export function MadeListsMenu({ onSave, onPull }: ListsMenuProps) {
  return (
    <Menu defaultOpen={true}>
      <MenuTrigger asChild={true}>
        <Button icon={<List aria-hidden="true" />}>Lists</Button>
      </MenuTrigger>
      <MenuContent align="start">
        <MenuItem icon={<FileDown aria-hidden="true" />} onSelect={onSave}>
          Save the list of its models
        </MenuItem>
        <MenuItem icon={<FileUp aria-hidden="true" />} onSelect={onPull}>
          Pull what a list names…
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
