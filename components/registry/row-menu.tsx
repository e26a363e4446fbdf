"use client";

import {
  Copy,
  FileSearch,
  GitCompare,
  Lock,
  LockOpen,
  ShieldCheck,
  Star,
  StarOff,
  Tag,
  Trash2,
} from "lucide-react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import type { BatchDeed } from "./batch-deeds.ts";
import { comparedMax, comparedMin, comparedWords } from "./compared-count.ts";

export type RowMenuProps = {
  entry: EntryRow;
  /** The button of the row, where the menu hangs and where the focus returns to. */
  anchor: HTMLElement;
  /** How many it would be compared with, itself among them. */
  compared: number;
  onCompare: () => void;
  onOpen: () => void;
  onDeed: (deed: BatchDeed) => void;
  onClose: () => void;
};

/** What can be done with one model. All rows share this one menu. */
export function RowMenu(props: RowMenuProps) {
  const onDeed = (deed: BatchDeed) => {
    // The dialog of the deed gives the focus back to what has it now, and the menu will be gone.
    props.anchor.focus({ preventScroll: true });
    props.onDeed(deed);
  };
  return <OpenMenu {...props} onDeed={onDeed} />;
}

function OpenMenu({ entry, anchor, compared, onCompare, onOpen, onDeed, onClose }: RowMenuProps) {
  const { left, top, width, height } = anchor.getBoundingClientRect();
  const { name, path, favourite, locked } = entry;
  return (
    <Menu modal={false} open={true} onOpenChange={(isOpen) => isOpen || onClose()}>
      <MenuTrigger asChild={true}>
        <span aria-hidden="true" className="pointer-events-none fixed" style={{ left, top, width, height }} />
      </MenuTrigger>
      <MenuContent
        aria-label={`Actions for ${entry.displayName}`}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
          if (!isElsewhere) anchor.focus({ preventScroll: true });
        }}
      >
        <MenuItem icon={<FileSearch aria-hidden="true" />} onSelect={onOpen}>
          Details
        </MenuItem>
        <CompareItem compared={compared} onCompare={onCompare} />
        <MenuItem
          icon={favourite ? <StarOff aria-hidden="true" /> : <Star aria-hidden="true" />}
          onSelect={() => onDeed(favourite ? "unfavourite" : "favourite")}
        >
          {favourite ? "No favourite any more" : "Mark as favourite"}
        </MenuItem>
        <MenuItem icon={<Tag aria-hidden="true" />} onSelect={() => onDeed("tag")}>
          Add tag…
        </MenuItem>
        <MenuItem icon={<ShieldCheck aria-hidden="true" />} onSelect={() => onDeed("verify")}>
          Verify
        </MenuItem>
        <MenuItem
          icon={locked ? <LockOpen aria-hidden="true" /> : <Lock aria-hidden="true" />}
          onSelect={() => onDeed(locked ? "unlock" : "lock")}
        >
          {locked ? "Unlock" : "Lock"}
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
        <MenuItem tone="danger" icon={<Trash2 aria-hidden="true" />} onSelect={() => onDeed("remove")}>
          Remove…
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

function CompareItem({ compared, onCompare }: Pick<RowMenuProps, "compared" | "onCompare">) {
  if (compared < comparedMin) return null;
  const isTooMany = compared > comparedMax;
  return (
    <MenuItem icon={<GitCompare aria-hidden="true" />} disabled={isTooMany} onSelect={onCompare}>
      Compare {isTooMany ? comparedWords : "with the selection"}
    </MenuItem>
  );
}

/** A browser may refuse the clipboard; the words can still be selected in the details. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text).catch(() => undefined);
}
