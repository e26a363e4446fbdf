import type { ReactNode } from "react";
import { SubTabs } from "#components/command/sub-tabs.tsx";

export default function MaintenanceLayout({ children }: { children: ReactNode }) {
  return <SubTabs section="maintenance">{children}</SubTabs>;
}
