"use client";

import { Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { api } from "#lib/paths.ts";
import type { BackendMenuProps } from "./backend-menu.tsx";
import { removeWish, unloadAllWish } from "./backend-wishes.ts";
import { MoreButton } from "./more-button.tsx";
import { ServerDialog } from "./server-dialog.tsx";
import { useAskServers } from "./use-ask-servers.ts";

export function MadeBackendMenu({ backend, onWish }: BackendMenuProps) {
  const { id, name, from, loaded, capabilities } = backend;
  const ask = useAskServers();
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <Menu defaultOpen={true}>
        <MenuTrigger asChild={true}>
          <MoreButton name={name} />
        </MenuTrigger>
        <MenuContent>
          <MenuItem icon={<RefreshCw aria-hidden="true" />} onSelect={() => void ask(api.refreshBackend(id))}>
            Ask now
          </MenuItem>
          {capabilities.includes("unload") && loaded.length > 0 && (
            <MenuItem onSelect={() => onWish(unloadAllWish(backend))}>Unload everything</MenuItem>
          )}
          {from === "saved" && (
            <>
              <MenuSeparator />
              <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setEditing(true)}>
                Edit
              </MenuItem>
              <MenuItem
                tone="danger"
                icon={<Trash2 aria-hidden="true" />}
                onSelect={() => onWish(removeWish(backend))}
              >
                Remove
              </MenuItem>
            </>
          )}
          {from === "found" && <MenuItem onSelect={() => setEditing(true)}>Keep under a name</MenuItem>}
        </MenuContent>
      </Menu>
      {isEditing && <ServerDialog backend={backend} onClose={() => setEditing(false)} />}
    </>
  );
}
