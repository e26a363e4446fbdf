import type { Metadata } from "next";
import { parseBrowseState, toRegistryQuery } from "#components/registry/browse-state.ts";
import { RegistryBrowser } from "#components/registry/registry-browser.tsx";
import { api } from "#lib/paths.ts";
import { queryRegistry, readEntry } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Browse" };

const firstRows = 60;

export default async function BrowsePage({ searchParams }: PageProps<"/browse">) {
  const words = await searchParams;
  const state = parseBrowseState((name) => [words[name]].flat()[0]);
  const firstKey = api.registry({ ...toRegistryQuery(state), limit: firstRows });
  const [answer, details] = await Promise.all([
    queryRegistry(new URLSearchParams(firstKey.slice(firstKey.indexOf("?")))),
    // A model that is not there is told in its own pane, not instead of the list.
    state.model === undefined ? undefined : readEntry(state.model),
  ]);
  return <RegistryBrowser firstKey={firstKey} firstAnswer={answer} firstDetails={details} />;
}
