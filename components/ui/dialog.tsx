"use client";

import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";
import { Button } from "./button.tsx";
import { useReturnFocus } from "./return-focus.ts";
import { readStyleNonce } from "./style-nonce.ts";

readStyleNonce();

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

const overlay = "fixed inset-0 z-40 animate-appear bg-shade";
const panel =
  "fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-2rem)] -translate-x-1/2 animate-appear flex-col overflow-clip rounded-lg border border-line bg-float shadow-float";

const widths = { sm: "max-w-sm", md: "max-w-xl", lg: "max-w-2xl", xl: "max-w-4xl" } as const;

type DialogContentProps = ComponentProps<typeof Radix.Content> & { width?: keyof typeof widths };

export function DialogContent(props: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlay} />
      <Panel {...props} />
    </Radix.Portal>
  );
}

function Panel({ width = "md", className, onCloseAutoFocus, ...rest }: DialogContentProps) {
  const returnFocus = useReturnFocus();
  return (
    <Radix.Content
      data-slot="dialog-content"
      className={cn(panel, widths[width], className)}
      onCloseAutoFocus={onCloseAutoFocus ?? returnFocus}
      {...rest}
    />
  );
}

export function DialogHeader({ className, children, ...rest }: ComponentProps<"div">) {
  return (
    <div
      data-slot="dialog-header"
      className={cn("flex items-start gap-3 border-line border-b px-4 py-3", className)}
      {...rest}
    >
      <div className="flex min-w-0 flex-1 flex-col gap-1">{children}</div>
      <Radix.Close asChild={true}>
        <Button variant="ghost" size="sm" icon={<X aria-hidden="true" />} aria-label="Close" />
      </Radix.Close>
    </div>
  );
}

export function DialogTitle({ className, ...rest }: ComponentProps<typeof Radix.Title>) {
  return (
    <Radix.Title data-slot="dialog-title" className={cn("font-semibold text-lg", className)} {...rest} />
  );
}

export function DialogDescription({ className, ...rest }: ComponentProps<typeof Radix.Description>) {
  return (
    <Radix.Description data-slot="dialog-description" className={cn("text-muted", className)} {...rest} />
  );
}

export function DialogBody({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      data-slot="dialog-body"
      className={cn("relative flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4", className)}
      {...rest}
    />
  );
}

export function DialogFooter({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      data-slot="dialog-footer"
      className={cn("flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3", className)}
      {...rest}
    />
  );
}
