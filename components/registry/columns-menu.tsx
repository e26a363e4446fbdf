"use client";

import { Columns3 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuCheckboxItem, MenuContent, MenuTrigger } from "#components/ui/menu.tsx";
import { entryColumns } from "./entry-columns.tsx";

type ColumnsMenuProps = { hidden: readonly string[]; onChange: (hidden: readonly string[]) => void };

export function ColumnsMenu({ hidden, onChange }: ColumnsMenuProps) {
  return (
    <Menu modal={false}>
      <MenuTrigger asChild={true}>
        <Button
          variant="ghost"
          size="sm"
          icon={<Columns3 aria-hidden="true" />}
          className="-mr-2 ml-auto max-wide:hidden"
        >
          <span>Columns</span>
        </Button>
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
