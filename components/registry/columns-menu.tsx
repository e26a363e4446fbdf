"use client";

import { lazy } from "react";
import { MadeAtPress } from "#components/ui/made-at-press.tsx";
import { ColumnsButton, type ColumnsMenuProps } from "./columns-button.tsx";

const MadeColumnsMenu = lazy(() =>
  import("./made-columns-menu.tsx").then((room) => ({ default: room.MadeColumnsMenu })),
);

export function ColumnsMenu(props: ColumnsMenuProps) {
  return (
    <MadeAtPress
      button={(press) => <ColumnsButton aria-haspopup="dialog" onClick={press} />}
      menu={() => <MadeColumnsMenu {...props} />}
    />
  );
}
