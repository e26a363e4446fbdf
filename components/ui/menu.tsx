"use client";

import * as Radix from "@radix-ui/react-dropdown-menu";
import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "#lib/cn.ts";
import { readStyleNonce } from "./style-nonce.ts";

readStyleNonce();

export const Menu = Radix.Root;
export const MenuTrigger = Radix.Trigger;
export const MenuRadioGroup = Radix.RadioGroup;

const row =
  "flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-sm px-2 py-1 outline-none data-disabled:cursor-not-allowed data-highlighted:bg-surface-3 data-disabled:text-muted [&_svg]:size-4 [&_svg]:shrink-0";
/** A shadow at an edge behind which the menu goes on: what scrolls along covers it where there is no more to come. */
const edges =
  "[background:linear-gradient(var(--color-float)_40%,transparent)_top/100%_2.5rem_no-repeat_local,linear-gradient(transparent,var(--color-float)_60%)_bottom/100%_2.5rem_no-repeat_local,linear-gradient(var(--color-shade),transparent)_top/100%_0.75rem_no-repeat_scroll,linear-gradient(transparent,var(--color-shade))_bottom/100%_0.75rem_no-repeat_scroll,var(--color-float)]";
const tones = { neutral: "", danger: "text-danger" } as const;

export function MenuContent({
  className,
  align = "end",
  sideOffset = 4,
  ...rest
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        data-slot="menu-content"
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-appear overflow-auto rounded-md border border-line p-1 shadow-float",
          edges,
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  );
}

/** An item draws its icon beside its words, so it cannot be another element. */
export type MenuItemProps = Omit<ComponentProps<typeof Radix.Item>, "asChild"> & {
  tone?: keyof typeof tones;
  icon?: ReactNode;
};

export function MenuItem({ tone = "neutral", icon, className, children, ...rest }: MenuItemProps) {
  return (
    <Radix.Item data-slot="menu-item" className={cn(row, tones[tone], className)} {...rest}>
      {icon}
      {children}
    </Radix.Item>
  );
}

export function MenuCheckboxItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem
      data-slot="menu-checkbox-item"
      className={cn(row, "relative pl-8", className)}
      {...rest}
    >
      <Radix.ItemIndicator className="absolute left-2">
        <Check aria-hidden="true" />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

export function MenuRadioItem({ className, children, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem data-slot="menu-radio-item" className={cn(row, "relative pl-8", className)} {...rest}>
      <Radix.ItemIndicator className="absolute left-2">
        <Check aria-hidden="true" />
      </Radix.ItemIndicator>
      {children}
    </Radix.RadioItem>
  );
}

export function MenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return (
    <Radix.Label
      data-slot="menu-label"
      className={cn("px-2 py-1 font-medium text-muted text-xs", className)}
      {...rest}
    />
  );
}

export function MenuSeparator({ className, ...rest }: ComponentProps<typeof Radix.Separator>) {
  return (
    <Radix.Separator data-slot="menu-separator" className={cn("my-1 h-px bg-line", className)} {...rest} />
  );
}
