"use client";

import { ChevronDown } from "lucide-react";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "#components/ui/menu.tsx";
import { cn } from "#lib/cn.ts";
import { toNumberWords } from "#lib/format.ts";

export type Facet = RegistryAnswer["facets"][string];

type FacetProps = {
  facet: Facet;
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
};

/** One way to narrow the list down, with how many models each choice has. */
export function FacetMenu({ title, ...choices }: FacetProps & { title: string }) {
  return (
    <Menu modal={false}>
      <MenuTrigger asChild={true}>
        <Button
          variant="ghost"
          size="sm"
          aria-label={`Filter by ${title}`}
          disabled={choices.facet.length === 0 && choices.chosen === undefined}
          className={cn("gap-1", choices.chosen !== undefined && "text-accent")}
        >
          <span>{title}</span>
          <ChevronDown aria-hidden="true" />
        </Button>
      </MenuTrigger>
      <MenuContent align="start">
        <FacetChoices {...choices} />
      </MenuContent>
    </Menu>
  );
}

const truths: readonly string[] = ["true", "false"];
const truthWords: Record<string, string> = { true: "Yes", false: "No" };

/** The choices in a menu. A yes-or-no question has both answers, whether or not anything has them now. */
export function FacetChoices({
  facet,
  chosen,
  isTruth = false,
  onChoose,
}: FacetProps & { isTruth?: boolean }) {
  const offered = isTruth ? truths : facet.map(({ value }) => value);
  const values = chosen === undefined || offered.includes(chosen) ? offered : [...offered, chosen];
  return (
    <MenuRadioGroup value={chosen ?? ""} onValueChange={(value) => onChoose(value || undefined)}>
      <MenuRadioItem value="">Any</MenuRadioItem>
      {values.map((value) => {
        const count = facet.find((one) => one.value === value)?.count;
        return (
          <MenuRadioItem key={value} value={value}>
            <span className="min-w-0 flex-1 truncate">{isTruth ? truthWords[value] : value}</span>
            {count !== undefined && <span className="pl-4 text-muted text-xs">{toNumberWords(count)}</span>}
          </MenuRadioItem>
        );
      })}
    </MenuRadioGroup>
  );
}
