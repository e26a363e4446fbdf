"use client";

import { List } from "lucide-react";
import { lazy } from "react";
import { Button } from "#components/ui/button.tsx";
import { MadeAtPress } from "#components/ui/made-at-press.tsx";

export type ListsMenuProps = { onSave: () => void; onPull: () => void };

const MadeListsMenu = lazy(async () => ({ default: (await import("./made-lists-menu.tsx")).MadeListsMenu }));

export function ListsMenu(props: ListsMenuProps) {
  return (
    <MadeAtPress
      button={(press) => (
        <Button icon={<List aria-hidden="true" />} aria-haspopup="menu" onClick={press}>
          Lists
        </Button>
      )}
      menu={() => <MadeListsMenu {...props} />}
    />
  );
}
