"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { TabsNav } from "#components/ui/tabs-nav.tsx";
import { paths } from "#lib/paths.ts";

const sections = {
  download: [
    { label: "Hugging Face", href: paths.download() },
    { label: "Scan a folder", href: paths.downloadScan() },
    { label: "Ollama", href: paths.downloadOllama() },
    { label: "LM Studio & caches", href: paths.downloadStores() },
    { label: "Queue", href: paths.downloadQueue() },
  ],
  backends: [
    { label: "Servers", href: paths.backends() },
    { label: "Models", href: paths.backendModels() },
    { label: "Start a server", href: paths.backendStart() },
  ],
  maintenance: [
    { label: "Normalise", href: paths.maintenance() },
    { label: "Purge", href: paths.maintenancePurge() },
    { label: "Clean up", href: paths.maintenanceCleanup() },
    { label: "Backups", href: paths.maintenanceBackups() },
  ],
  advanced: [
    { label: "Remove", href: paths.advanced() },
    { label: "Verify", href: paths.advancedVerify() },
    { label: "Trash", href: paths.advancedTrash() },
    { label: "Profiles", href: paths.advancedProfiles() },
    { label: "Settings", href: paths.settings() },
  ],
} as const;

const names = {
  download: "Download & Import",
  backends: "Backends",
  maintenance: "Maintenance",
  advanced: "Advanced",
} as const;

type SubTabsProps = { section: keyof typeof sections; children: ReactNode };

/** The parts of a tab, each with an address of its own. */
export function SubTabs({ section, children }: SubTabsProps) {
  const pathname = usePathname();
  const current = sections[section]
    .map(({ href }) => href)
    .filter((href) => pathname === href || pathname.startsWith(`${href}/`))
    .reduce((longest, href) => (href.length > longest.length ? href : longest), "");
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <TabsNav
        label={names[section]}
        size="sm"
        tabs={sections[section].map(({ label, href }) => ({ label, href, current: href === current }))}
      />
      {children}
    </div>
  );
}
