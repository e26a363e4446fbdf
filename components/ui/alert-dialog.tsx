"use client";

import * as Radix from "@radix-ui/react-alert-dialog";
import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";
import { Button, type ButtonProps } from "./button.tsx";
import { useReturnFocus } from "./return-focus.ts";
import { readStyleNonce } from "./style-nonce.ts";

readStyleNonce();

export const AlertDialog = Radix.Root;
export const AlertDialogTrigger = Radix.Trigger;

const overlay = "fixed inset-0 z-40 animate-appear bg-shade";
const panel =
  "fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 animate-appear flex-col gap-4 overflow-auto rounded-lg border border-line bg-float p-5 shadow-float";

/** Always modal, never closed by a click outside; the focus lands on Cancel. */
export function AlertDialogContent(props: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlay} />
      <Panel {...props} />
    </Radix.Portal>
  );
}

function Panel({ className, onCloseAutoFocus, ...rest }: ComponentProps<typeof Radix.Content>) {
  const returnFocus = useReturnFocus();
  return (
    <Radix.Content
      data-slot="alert-dialog-content"
      className={cn(panel, className)}
      onCloseAutoFocus={onCloseAutoFocus ?? returnFocus}
      {...rest}
    />
  );
}

export function AlertDialogTitle({ className, ...rest }: ComponentProps<typeof Radix.Title>) {
  return (
    <Radix.Title
      data-slot="alert-dialog-title"
      className={cn("break-words font-semibold text-lg", className)}
      {...rest}
    />
  );
}

export function AlertDialogDescription({ className, ...rest }: ComponentProps<typeof Radix.Description>) {
  return (
    <Radix.Description
      data-slot="alert-dialog-description"
      className={cn("max-w-prose text-muted", className)}
      {...rest}
    />
  );
}

export function AlertDialogFooter({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      data-slot="alert-dialog-footer"
      className={cn("flex flex-wrap justify-end gap-2", className)}
      {...rest}
    />
  );
}

export function AlertDialogCancel({ children = "Cancel", ...rest }: ButtonProps) {
  return (
    <Radix.Cancel asChild={true}>
      <Button variant="secondary" {...rest}>
        {children}
      </Button>
    </Radix.Cancel>
  );
}

/** Closes the dialog when pressed; a run that may still be refused uses a plain Button and closes it itself. */
export function AlertDialogAction({ variant = "danger", ...rest }: ButtonProps) {
  return (
    <Radix.Action asChild={true}>
      <Button variant={variant} {...rest} />
    </Radix.Action>
  );
}
