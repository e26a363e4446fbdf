"use client";

import { Ellipsis, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { api } from "#lib/paths.ts";
import { removeWish, unloadAllWish } from "./backend-wishes.ts";
import { ServerDialog } from "./server-dialog.tsx";
import { useAskServers } from "./use-ask-servers.ts";

type BackendMenuProps = { backend: BackendAnswer; onWish: (wish: CommandWish) => void };

/** What is seldom done with a server. */
export function BackendMenu({ backend, onWish }: BackendMenuProps) {
  const { id, name, from, loaded, capabilities } = backend;
  const ask = useAskServers();
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`More about ${name}`}
            icon={<Ellipsis aria-hidden="true" />}
          />
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
