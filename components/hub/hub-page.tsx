"use client";

import dynamic from "next/dynamic";
import { useRef } from "react";
import type { CommandView } from "#components/command/command-view.ts";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HubFilters } from "./hub-filters.tsx";
import type { RootRoom } from "./hub-location.tsx";
import { HubBack } from "./hub-repo-head.tsx";
import { HubSearchBox } from "./hub-search-box.tsx";
import { isSearching } from "./hub-state.ts";
import { type ChangeHub, useHubState } from "./use-hub-state.ts";

/** Whoever has yet to find a model needs nothing of what is known of one, and whoever has yet to search no results. */
const HubResults = dynamic(async () => (await import("./hub-results.tsx")).HubResults);
const HubRepo = dynamic(async () => (await import("./hub-repo.tsx")).HubRepo);

type HubPageProps = {
  view: CommandView;
  roots: readonly RootRoom[];
  /** The hub that is asked, as it is configured. */
  endpoint: string;
};

/** Hugging Face: find a model, look into it, choose what of it fits, download it. */
export function HubPage({ view, roots, endpoint }: HubPageProps) {
  const [state, change] = useHubState();
  const { repo, revision, q = "" } = state;
  const results = useRef<HTMLDivElement>(null);
  const enter = () => results.current?.querySelector<HTMLElement>("[data-row-link]")?.focus();
  return (
    <div className="flex min-w-0 max-w-5xl flex-col gap-5">
      <HubSearchBox inAddress={q} hasRepo={repo !== undefined} change={change} onDown={enter} />
      {repo !== undefined ? (
        <>
          <HubBack state={state} change={change} />
          <HubRepo key={`${repo} ${revision ?? ""}`} {...{ repo, revision, change, view, roots }} />
        </>
      ) : (
        <div ref={results} className="flex min-w-0 flex-col gap-5">
          <HubFilters state={state} change={change} />
          {isSearching(state) ? (
            <HubResults state={state} change={change} />
          ) : (
            <Beginning endpoint={endpoint} change={change} />
          )}
        </div>
      )}
    </div>
  );
}

/** Until somebody asks, nobody on the network hears of this page. */
function Beginning({ endpoint, change }: { endpoint: string; change: ChangeHub }) {
  return (
    <Empty
      title="Find a model, or paste one."
      actions={
        <>
          <Button onClick={() => change({ sort: "trending", format: "gguf" })}>Trending GGUF models</Button>
          <Button onClick={() => change({ sort: "downloads" })}>Most downloaded</Button>
        </>
      }
    >
      <span className="font-mono text-sm">owner/repo</span>,{" "}
      <span className="font-mono text-sm">@branch</span>, <span className="font-mono text-sm">:Q4_K_M</span>,{" "}
      <span className="font-mono text-sm">hf://</span> and every address of its pages are understood. Searches
      go to <span className="break-all font-mono text-sm">{endpoint}</span>.
    </Empty>
  );
}
