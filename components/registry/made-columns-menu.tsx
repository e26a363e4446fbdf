"use client";

import { Menu, MenuCheckboxItem, MenuContent, MenuTrigger } from "#components/ui/menu.tsx";
import { ColumnsButton, type ColumnsMenuProps } from "./columns-button.tsx";
import { entryColumns } from "./entry-columns.tsx";

export function MadeColumnsMenu({ hidden, onChange }: ColumnsMenuProps) {
  return (
    <Menu modal={false} defaultOpen={true}>
      <MenuTrigger asChild={true}>
        <ColumnsButton />
      </MenuTrigger>
      <MenuContent>
        {entryColumns.map(({ id, title }) => (
          <MenuCheckboxItem
            key={id}
            checked={!hidden.includes(id)}
            onCheckedChange={(isWanted) =>
              onChange(isWanted ? hidden.filter((other) => other !== id) : [...hidden, id])
            }
            onSelect={(event) => event.preventDefault()}
          >
            {title}
          </MenuCheckboxItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
