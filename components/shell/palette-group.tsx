"use client";

import { Command } from "cmdk";
import { Boxes, History, PanelTop, Server, TerminalSquare } from "lucide-react";
import { cn } from "#lib/cn.ts";
import type { PaletteItem } from "./palette-item.ts";
import type { PaletteSection } from "./use-palette-items.ts";

const icons = {
  Models: Boxes,
  Backends: Server,
  Actions: TerminalSquare,
  Runs: History,
  Pages: PanelTop,
} as const;

const heading = [
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1",
  "[&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs",
];

type PaletteGroupProps = { section: PaletteSection; onChoose: (item: PaletteItem) => void };

export function PaletteGroup({ section: { title, items }, onChoose }: PaletteGroupProps) {
  return (
    <Command.Group heading={title} className={cn(heading)}>
      {items.map((item) => (
        <PaletteRow key={item.id} item={item} onChoose={() => onChoose(item)} />
      ))}
    </Command.Group>
  );
}

function PaletteRow({ item, onChoose }: { item: PaletteItem; onChoose: () => void }) {
  const { group, label, hint } = item;
  const Icon = icons[group];
  return (
    <Command.Item
      value={item.id}
      onSelect={onChoose}
      className="flex h-9 cursor-pointer items-center gap-3 rounded-md px-2 data-[selected=true]:bg-accent-soft"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
      <span className={cn("truncate", group === "Runs" && "font-mono text-sm")}>{label}</span>
      {hint !== undefined && (
        <span
          className={cn(
            "ml-auto shrink-0 text-muted text-sm",
            group === "Actions" && "font-mono",
            group === "Models" && "max-sm:hidden",
          )}
        >
          {hint}
        </span>
      )}
    </Command.Item>
  );
}
