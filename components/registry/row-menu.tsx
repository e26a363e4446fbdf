"use client";

import { lazy } from "react";
import { ActionsButton, type RowMenuProps } from "./actions-button.tsx";
import { MadeAtPress } from "./made-at-press.tsx";

const MadeRowMenu = lazy(() => import("./made-row-menu.tsx").then((room) => ({ default: room.MadeRowMenu })));

/** What can be done with one model. */
export function RowMenu(props: RowMenuProps) {
  return (
    <MadeAtPress
      button={(press) => <ActionsButton {...props} aria-haspopup="menu" onClick={press} />}
      menu={() => <MadeRowMenu {...props} />}
    />
  );
}
