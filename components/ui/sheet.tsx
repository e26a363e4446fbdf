"use client";

import * as Radix from "@radix-ui/react-dialog";
import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";
import { useReturnFocus } from "./return-focus.ts";
import { readStyleNonce } from "./style-nonce.ts";

readStyleNonce();

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;
export const SheetClose = Radix.Close;

const sides = {
  left: "inset-y-0 left-0 w-72 max-w-[85vw] animate-slide-in border-r bg-surface-2",
  right: "inset-y-0 right-0 w-[32rem] max-w-full animate-appear border-l bg-surface-1",
  bottom: "inset-x-0 bottom-0 max-h-[85vh] animate-appear rounded-t-lg border-t bg-surface-1",
} as const;

export type SheetContentProps = Omit<ComponentProps<typeof Radix.Content>, "title"> & {
  side?: keyof typeof sides;
  title: string;
};

/** A dialog that comes from an edge. Its title is spoken even where it is not shown. */
export function SheetContent(props: SheetContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-shade" />
      <Panel {...props} />
    </Radix.Portal>
  );
}

function Panel({ side = "left", title, className, children, onCloseAutoFocus, ...rest }: SheetContentProps) {
  const returnFocus = useReturnFocus();
  return (
    <Radix.Content
      data-slot="sheet-content"
      aria-describedby={undefined}
      className={cn(
        "fixed z-50 flex flex-col overflow-auto border-line shadow-float",
        sides[side],
        className,
      )}
      onCloseAutoFocus={onCloseAutoFocus ?? returnFocus}
      {...rest}
    >
      <Radix.Title className="sr-only">{title}</Radix.Title>
      {children}
    </Radix.Content>
  );
}
