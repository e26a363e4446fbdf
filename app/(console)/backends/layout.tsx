import type { ReactNode } from "react";
import { SubTabs } from "#components/command/sub-tabs.tsx";

export default function BackendsLayout({ children }: { children: ReactNode }) {
  return <SubTabs section="backends">{children}</SubTabs>;
}
