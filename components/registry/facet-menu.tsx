"use client";

import { ChevronDown } from "lucide-react";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "#components/ui/menu.tsx";
import { cn } from "#lib/cn.ts";
import { toNumberWords } from "#lib/format.ts";

export type Facet = RegistryAnswer["facets"][string];

export type FacetMenuProps = {
  title: string;
  facet: Facet;
  chosen: string | undefined;
  className?: string | undefined;
  onChoose: (value: string | undefined) => void;
};

/** One way to narrow the list down, with how many models each choice would leave. */
export function FacetMenu({ title, facet, chosen, className, onChoose }: FacetMenuProps) {
  const values =
    chosen === undefined || facet.some(({ value }) => value === chosen)
      ? facet
      : [...facet, { value: chosen, count: 0 }];
  return (
    <Menu modal={false}>
      <MenuTrigger asChild={true}>
        <Button
          variant="ghost"
          disabled={values.length === 0}
          className={cn("gap-1", chosen !== undefined && "text-accent", className)}
        >
          {title}
          <ChevronDown aria-hidden="true" />
        </Button>
      </MenuTrigger>
      <MenuContent align="start">
        <MenuRadioGroup value={chosen ?? ""} onValueChange={(value) => onChoose(value || undefined)}>
          <MenuRadioItem value="">Any</MenuRadioItem>
          {values.map(({ value, count }) => (
            <MenuRadioItem key={value} value={value}>
              <span className="min-w-0 flex-1 truncate">{value}</span>
              <span className="pl-4 text-muted text-xs">{toNumberWords(count)}</span>
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
