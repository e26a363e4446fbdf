"use client";

import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { ChatItem } from "#components/chat/chat-item.tsx";
import { canTalk } from "#components/chat/model-choices.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import type { LineMenuProps } from "./line-menu.tsx";
import { copyWish, createWish, deleteWish, pullWish, pushWish } from "./model-wishes.ts";
import { MoreButton } from "./more-button.tsx";

export function MadeLineMenu({ backend, model, onWish, onShow, isActive, onActive }: LineMenuProps) {
  const { id } = model;
  const can = (ability: BackendAnswer["capabilities"][number]) => backend.capabilities.includes(ability);
  const deeds = [
    can("pull") && { says: "Pull again", wish: pullWish(backend, [id]) },
    can("copy") && { says: "Copy", wish: copyWish(backend, id) },
    can("create") && { says: "Make a variant", wish: createWish(backend, id) },
    can("push") && { says: "Push", wish: pushWish(backend, id) },
  ].filter((deed) => deed !== false);
  return (
    <Menu defaultOpen={true}>
      <MenuTrigger asChild={true}>
        <MoreButton name={id} />
      </MenuTrigger>
      <MenuContent>
        {can("chat") && canTalk(model) && <ChatItem instance={backend.id} model={id} />}
        <MenuItem onSelect={onActive}>{isActive ? "No longer the active model" : "Work with it"}</MenuItem>
        {can("show") && <MenuItem onSelect={() => onShow(model)}>Show</MenuItem>}
        {deeds.map(({ says, wish }) => (
          <MenuItem key={says} onSelect={() => onWish(wish)}>
            {says}
          </MenuItem>
        ))}
        {can("delete") && (
          <>
            <MenuSeparator />
            <MenuItem tone="danger" onSelect={() => onWish(deleteWish(backend, [id]))}>
              Delete
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
