"use client";

import dynamic from "next/dynamic";
import type { CommandInput } from "./command-view.ts";

/** A command that a page has chosen, what it has chosen with it, and what is left for the person to say. */
export type CommandWish = {
  command: string;
  title: string;
  input: CommandInput;
  /** The fields that are asked for, by name; none where all is said. */
  asks?: readonly string[];
};

export type CommandDialogProps = { wish: CommandWish; onClose: () => void };

/** Forms, plans and runs weigh more than a page of servers, and are there once somebody wishes for something. */
export const CommandDialog = dynamic<CommandDialogProps>(async () => {
  const { MadeCommandDialog } = await import("./made-command-dialog.tsx");
  return MadeCommandDialog;
});
