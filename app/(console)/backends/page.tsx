import type { Metadata } from "next";
import { ServersPage } from "#components/backends/servers-page.tsx";
import { MachineStrip } from "#components/system/machine-strip.tsx";
import { readBackends, readServers } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Backends" };

export default async function BackendsPage() {
  const { guides } = await readServers();
  return (
    <div className="flex min-w-0 flex-col gap-8">
      <ServersPage initial={readBackends().backends} ollama={guides.find(({ kind }) => kind === "ollama")} />
      <MachineStrip />
    </div>
  );
}
