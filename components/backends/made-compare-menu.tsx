"use client";

import { Button } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#components/ui/menu.tsx";
import type { CompareMenuProps } from "./compare-menu.tsx";
import { syncWish } from "./model-wishes.ts";

export function MadeCompareMenu({ backend, others, onWish }: CompareMenuProps) {
  return (
    <Menu defaultOpen={true}>
      <MenuTrigger asChild={true}>
        <Button>Compare with…</Button>
      </MenuTrigger>
      <MenuContent align="start">
        {others.map((other) => (
          <div key={other.id} className="contents">
            <MenuItem onSelect={() => onWish(syncWish(other, backend))}>
              Bring here what {other.name} has
            </MenuItem>
            <MenuItem onSelect={() => onWish(syncWish(backend, other))}>
              Bring {other.name} what is here
            </MenuItem>
          </div>
        ))}
      </MenuContent>
    </Menu>
  );
}
