import type { Metadata } from "next";
import { PlacedModelList } from "#components/backends/placed-model-list.tsx";
import { readBackends } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Models of all servers" };

export default function BackendModelsPage() {
  return <PlacedModelList initial={readBackends().backends} />;
}
