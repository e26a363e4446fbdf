"use client";

import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { MenuRadioGroup, MenuRadioItem } from "#components/ui/menu.tsx";
import { toNumberWords } from "#lib/format.ts";

export type Facet = RegistryAnswer["facets"][string];

export type FacetProps = {
  facet: Facet;
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
  /** What a choice is called, where that is not the registry's own word. */
  words?: (value: string) => string;
};

const truths: readonly string[] = ["true", "false"];
const truthWords: Record<string, string> = { true: "Yes", false: "No" };

/** The choices in a menu. A yes-or-no question has both answers, whether or not anything has them now. */
export function FacetChoices({
  facet,
  chosen,
  isTruth = false,
  words = (value) => value,
  onChoose,
}: FacetProps & { isTruth?: boolean }) {
  const offered = isTruth ? truths : facet.map(({ value }) => value);
  const values = chosen === undefined || offered.includes(chosen) ? offered : [...offered, chosen];
  return (
    <MenuRadioGroup value={chosen ?? ""} onValueChange={(value) => onChoose(value || undefined)}>
      <MenuRadioItem value="">Any</MenuRadioItem>
      {values.map((value) => {
        const count = facet.find((one) => one.value === value)?.count ?? (isTruth ? undefined : 0);
        return (
          <MenuRadioItem key={value} value={value}>
            <span className="min-w-0 flex-1 truncate">{isTruth ? truthWords[value] : words(value)}</span>
            {count !== undefined && <span className="pl-4 text-muted text-xs">{toNumberWords(count)}</span>}
          </MenuRadioItem>
        );
      })}
    </MenuRadioGroup>
  );
}
