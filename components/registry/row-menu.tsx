"use client";

import { Copy, Ellipsis, FileSearch, ShieldCheck, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ComponentProps, useState } from "react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { removePath, verifyPath } from "./entry-paths.ts";

export type RowMenuProps = {
  entry: Pick<EntryRow, "name" | "displayName" | "path">;
  isInTabOrder: boolean;
  onOpen: (name: string) => void;
};

/** What can be done with one model. A menu is made at the first press only, since rows come and go by the thousand. */
export function RowMenu(props: RowMenuProps) {
  const [isMade, setIsMade] = useState(false);
  if (isMade) return <MadeRowMenu {...props} />;
  return <ActionsButton {...props} aria-haspopup="menu" onClick={() => setIsMade(true)} />;
}

type ActionsButtonProps = ComponentProps<typeof Button> & RowMenuProps;

function ActionsButton({ entry, isInTabOrder, onOpen: _unused, ...rest }: ActionsButtonProps) {
  return (
    <Button
      variant="ghost"
      size="sm"
      className="relative"
      tabIndex={isInTabOrder ? 0 : -1}
      icon={<Ellipsis aria-hidden="true" />}
      aria-label={`Actions for ${entry.displayName}`}
      {...rest}
    />
  );
}

/** Everything that changes something happens on the page of its command. */
function MadeRowMenu(props: RowMenuProps) {
  const { name, path } = props.entry;
  const router = useRouter();
  return (
    <Menu modal={false} defaultOpen={true}>
      <MenuTrigger asChild={true}>
        <ActionsButton {...props} />
      </MenuTrigger>
      <MenuContent>
        <MenuItem icon={<FileSearch aria-hidden="true" />} onSelect={() => props.onOpen(name)}>
          Details
        </MenuItem>
        <MenuItem icon={<ShieldCheck aria-hidden="true" />} onSelect={() => router.push(verifyPath(name))}>
          Verify
        </MenuItem>
        <MenuItem icon={<Copy aria-hidden="true" />} onSelect={() => void copy(name)}>
          Copy name
        </MenuItem>
        {path !== undefined && (
          <MenuItem icon={<Copy aria-hidden="true" />} onSelect={() => void copy(path)}>
            Copy path
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem
          tone="danger"
          icon={<Trash2 aria-hidden="true" />}
          onSelect={() => router.push(removePath(name))}
        >
          Remove…
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

/** A browser may refuse the clipboard; the words can still be selected in the details. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text).catch(() => undefined);
}
