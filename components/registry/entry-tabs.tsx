"use client";

import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { Tab, TabList, TabPanel, TabSet } from "#components/ui/tab-set.tsx";
import { PaneFiles } from "./pane-files.tsx";
import { PaneOverview } from "./pane-overview.tsx";
import { PaneRaw } from "./pane-raw.tsx";
import { PaneRoles } from "./pane-roles.tsx";
import { PaneServing } from "./pane-serving.tsx";
import { PaneTemplate } from "./pane-template.tsx";

const tabs = ["Overview", "Roles", "Serving", "Files", "Template", "Raw"] as const;
type TabName = (typeof tabs)[number];

export function EntryTabs({ details }: { details: EntryDetails }) {
  return (
    <TabSet initial="Overview" className="flex min-h-0 flex-1 flex-col">
      <TabList aria-label="Details" className="flex shrink-0 gap-4 overflow-x-auto border-b px-4">
        {tabs.map((tab) => (
          <Tab
            key={tab}
            value={tab}
            className="-mb-px h-9 whitespace-nowrap border-transparent border-b-2 text-muted text-sm outline-offset-[-2px] hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab} value={tab} className="min-h-0 flex-1 overflow-y-auto p-4 outline-offset-[-2px]">
          <PanePart tab={tab} details={details} />
        </TabPanel>
      ))}
    </TabSet>
  );
}

function PanePart({ tab, details }: { tab: TabName; details: EntryDetails }) {
  switch (tab) {
    case "Overview":
      return <PaneOverview details={details} />;
    case "Roles":
      return <PaneRoles roles={details.roles} rolePriority={details.rolePriority} />;
    case "Serving":
      return <PaneServing details={details} />;
    case "Files":
      return <PaneFiles details={details} />;
    case "Template":
      return <PaneTemplate chatTemplate={details.chatTemplate} raw={details.raw} />;
    case "Raw":
      return <PaneRaw raw={details.raw} layers={details.layers} />;
  }
}
