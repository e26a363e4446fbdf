import type { ReactNode } from "react";
import { SubTabs } from "#components/command/sub-tabs.tsx";

export default function DownloadLayout({ children }: { children: ReactNode }) {
  return <SubTabs section="download">{children}</SubTabs>;
}
