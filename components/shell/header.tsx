"use client";

import { usePathname } from "next/navigation";
import { TabsNav } from "#components/ui/tabs-nav.tsx";
import { cn } from "#lib/cn.ts";
import { PaletteButton } from "./palette-button.tsx";
import { activityTabs, isUnder, placeOf, placeTitles, tabs } from "./sections.ts";
import { SidebarButton } from "./sidebar-button.tsx";
import type { Theme } from "./theme.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

export function Header({ theme }: { theme: Theme }) {
  const pathname = usePathname();
  const place = placeOf(pathname);
  return (
    <header
      data-slot="header"
      className={cn(
        "z-20 bg-surface-1 px-4 wide:sticky wide:top-0 wide:px-6",
        place === "chat" && "border-b",
      )}
    >
      <div className="flex h-12 items-center gap-2">
        <SidebarButton />
        <h1 className="min-w-0 flex-1 truncate font-semibold text-xl">{placeTitles[place]}</h1>
        <PaletteButton />
        <ThemeSwitch initial={theme} />
      </div>
      {place !== "chat" && (
        <TabsNav
          label={placeTitles[place]}
          tabs={(place === "activity" ? activityTabs : tabs).map(({ label, href, under }) => ({
            ...{ label, href, current: isUnder(pathname, under) },
          }))}
        />
      )}
    </header>
  );
}
