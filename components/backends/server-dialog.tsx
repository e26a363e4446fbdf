"use client";

import dynamic from "next/dynamic";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";

export type ServerDialogProps = {
  /** One that is kept already, or was found and is to be kept; nothing for a new one. */
  backend: BackendAnswer | undefined;
  onClose: () => void;
};

/** Hardly any visit adds or edits a server, so the form comes when it is wished for. */
export const ServerDialog = dynamic<ServerDialogProps>(async () => {
  const { MadeServerDialog } = await import("./made-server-dialog.tsx");
  return MadeServerDialog;
});
