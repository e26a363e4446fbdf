import type { Metadata } from "next";
import { Suspense } from "react";
import { viewNamed } from "#components/command/views-of.ts";
import { HubPage } from "#components/hub/hub-page.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { listCommands, readSettings } from "#lib/server/reads.ts";
import { readRootRooms } from "#lib/server/root-rooms.ts";

export const metadata: Metadata = { title: "Download from Hugging Face" };

export default async function DownloadPage() {
  const settings = await readSettings();
  const view = viewNamed(listCommands(), "download");
  return (
    <Suspense fallback={<Skeleton className="h-8" />}>
      <HubPage view={view} roots={await readRootRooms(settings)} endpoint={settings.hubEndpoint.value} />
    </Suspense>
  );
}
