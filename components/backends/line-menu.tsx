"use client";

import { lazy } from "react";
import type { BackendAnswer, BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { MadeAtPress } from "#components/ui/made-at-press.tsx";
import { MoreButton } from "./more-button.tsx";

export type LineMenuProps = {
  backend: BackendAnswer;
  model: BackendModel;
  isActive: boolean;
  onActive: () => void;
  onWish: (wish: CommandWish) => void;
  onShow: (model: BackendModel) => void;
};

const MadeLineMenu = lazy(async () => ({ default: (await import("./made-line-menu.tsx")).MadeLineMenu }));

/** What is seldom done with a model of a server. */
export function LineMenu(props: LineMenuProps) {
  return (
    <MadeAtPress
      button={(press) => <MoreButton name={props.model.id} aria-haspopup="menu" onClick={press} />}
      menu={() => <MadeLineMenu {...props} />}
    />
  );
}
