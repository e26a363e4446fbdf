import type { ReactNode } from "react";
import { SubTabs } from "#components/command/sub-tabs.tsx";

export default function AdvancedLayout({ children }: { children: ReactNode }) {
  return <SubTabs section="advanced">{children}</SubTabs>;
}
