"use client";

import { lazy, Suspense } from "react";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { Tab, TabList, TabPanel, TabSet } from "#components/ui/tab-set.tsx";
import { EditFields } from "./edit-closed.tsx";
import { type EditSection, sectionOf } from "./edit-values.ts";
import { PaneFiles } from "./pane-files.tsx";
import { PaneOverview } from "./pane-overview.tsx";
import { PaneRaw } from "./pane-raw.tsx";
import { PaneRoles } from "./pane-roles.tsx";
import { PaneServing } from "./pane-serving.tsx";
import { PaneTemplate } from "./pane-template.tsx";
import type { EntryEdit } from "./use-entry-edit.ts";

const EditRoles = lazy(() => import("./edit-roles.tsx").then(({ EditRoles }) => ({ default: EditRoles })));
const EditServing = lazy(() =>
  import("./edit-serving.tsx").then(({ EditServing }) => ({ default: EditServing })),
);

const tabs = ["Overview", "Roles", "Serving", "Files", "Template", "Raw"] as const;
type TabName = (typeof tabs)[number];

const tabOf: Readonly<Record<EditSection, TabName>> = {
  meta: "Overview",
  roles: "Roles",
  backend: "Serving",
  args: "Serving",
  defaults: "Serving",
};

export type EntryTabsProps = { details: EntryDetails; edit: EntryEdit };

export function EntryTabs({ details, edit }: EntryTabsProps) {
  const changed = new Set(edit.changes.map(({ key }) => tabOf[sectionOf(key)]));
  return (
    <TabSet initial="Overview" className="flex min-h-0 flex-1 flex-col">
      <TabList
        aria-label="Details"
        className="flex shrink-0 overflow-x-auto px-2 shadow-[inset_0_-1px_0_var(--color-line)]"
      >
        {tabs.map((tab) => (
          <Tab
            key={tab}
            value={tab}
            className="h-9 shrink-0 whitespace-nowrap px-2 border-transparent border-b-2 text-muted text-sm outline-offset-[-2px] hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab}
            {changed.has(tab) && (
              <span className="ml-1 inline-block size-1.5 rounded-full bg-warning align-middle">
                <span className="sr-only">, not saved</span>
              </span>
            )}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel
          key={tab}
          value={tab}
          className="relative min-h-0 flex-1 overflow-y-auto p-4 outline-offset-[-2px]"
        >
          <PanePart tab={tab} details={details} edit={edit} />
        </TabPanel>
      ))}
    </TabSet>
  );
}

function PanePart({ tab, details, edit }: EntryTabsProps & { tab: TabName }) {
  switch (tab) {
    case "Overview":
      return <PaneOverview details={details} edit={edit} />;
    case "Roles":
      return (
        <Suspense fallback={<PaneRoles roles={details.roles} rolePriority={details.rolePriority} />}>
          <EditFields edit={edit}>
            <EditRoles edit={edit} />
          </EditFields>
        </Suspense>
      );
    case "Serving":
      return (
        <Suspense fallback={<PaneServing details={details} />}>
          <EditFields edit={edit}>
            <EditServing edit={edit} />
          </EditFields>
        </Suspense>
      );
    case "Files":
      return <PaneFiles details={details} />;
    case "Template":
      return <PaneTemplate chatTemplate={details.chatTemplate} raw={details.raw} />;
    case "Raw":
      return <PaneRaw raw={details.raw} layers={details.layers} />;
  }
}
