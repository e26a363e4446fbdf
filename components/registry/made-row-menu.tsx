"use client";

import { Copy, FileSearch, ShieldCheck, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { ActionsButton, type RowMenuProps } from "./actions-button.tsx";
import { removePath, verifyPath } from "./entry-paths.ts";

/** Everything that changes something happens on the page of its command. */
export function MadeRowMenu(props: RowMenuProps) {
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
