"use client";

import * as Radix from "@radix-ui/react-tooltip";
import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type TooltipProps = {
  text: ReactNode;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  className?: string;
};

/** Extra words for whoever hovers or focuses; nothing that is needed may live only here. */
export function Tooltip({ text, children, side = "top", className }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild={true}>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            data-slot="tooltip"
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className={cn(
              "z-50 max-w-72 animate-appear rounded-md border border-line bg-float px-2 py-1 text-ink text-sm shadow-float",
              className,
            )}
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
