"use client";

import { lazy } from "react";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { MadeAtPress } from "#components/ui/made-at-press.tsx";

export type CompareMenuProps = {
  backend: BackendAnswer;
  /** Those it can be compared with. */
  others: readonly BackendAnswer[];
  onWish: (wish: CommandWish) => void;
};

const MadeCompareMenu = lazy(async () => ({
  default: (await import("./made-compare-menu.tsx")).MadeCompareMenu,
}));

/** What one server has and another lacks, both ways. */
export function CompareMenu(props: CompareMenuProps) {
  return (
    <MadeAtPress
      button={(press) => (
        <Button aria-haspopup="menu" onClick={press}>
          Compare with…
        </Button>
      )}
      menu={() => <MadeCompareMenu {...props} />}
    />
  );
}
