"use client";

import { lazy } from "react";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { MadeAtPress } from "#components/ui/made-at-press.tsx";
import { MoreButton } from "./more-button.tsx";

export type BackendMenuProps = { backend: BackendAnswer; onWish: (wish: CommandWish) => void };

const MadeBackendMenu = lazy(async () => ({
  default: (await import("./made-backend-menu.tsx")).MadeBackendMenu,
}));

/** What is seldom done with a server. */
export function BackendMenu(props: BackendMenuProps) {
  const { name } = props.backend;
  return (
    <MadeAtPress
      button={(press) => <MoreButton name={name} aria-haspopup="menu" onClick={press} />}
      menu={() => <MadeBackendMenu {...props} />}
    />
  );
}
