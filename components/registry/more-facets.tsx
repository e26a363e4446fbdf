"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import {
  Menu,
  MenuContent,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "#components/ui/menu.tsx";
import type { BrowseState } from "./browse-state.ts";
import type { ChangeBrowse } from "./use-browse-state.ts";

const groups = [
  { name: "installed", title: "Files", choices: { true: "Installed", false: "Not on this machine" } },
  {
    name: "deprecated",
    title: "Deprecated",
    choices: { true: "Only deprecated", false: "Without deprecated" },
  },
] as const;

/** The choices that are yes or no. */
export function MoreFacets({ state, change }: { state: BrowseState; change: ChangeBrowse }) {
  return (
    <Menu modal={false}>
      <MenuTrigger asChild={true}>
        <Button variant="ghost" className="gap-1">
          More
          <ChevronDown aria-hidden="true" />
        </Button>
      </MenuTrigger>
      <MenuContent align="start">
        {groups.map(({ name, title, choices }, index) => (
          <div key={name}>
            {index > 0 && <MenuSeparator />}
            <MenuLabel>{title}</MenuLabel>
            <MenuRadioGroup
              value={state[name] ?? ""}
              onValueChange={(value) => change({ [name]: value || undefined })}
            >
              <MenuRadioItem value="">Any</MenuRadioItem>
              <MenuRadioItem value="true">{choices.true}</MenuRadioItem>
              <MenuRadioItem value="false">{choices.false}</MenuRadioItem>
            </MenuRadioGroup>
          </div>
        ))}
      </MenuContent>
    </Menu>
  );
}
