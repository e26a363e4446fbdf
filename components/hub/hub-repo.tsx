"use client";

import useSWR from "swr";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { CommandView } from "#components/command/command-view.ts";
import { type Answer, askApi } from "#components/run/ask-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { takeLostFocus } from "#components/ui/take-lost-focus.ts";
import { api } from "#lib/paths.ts";
import { HubContents } from "./hub-contents.tsx";
import { HubDownload } from "./hub-download.tsx";
import type { RootRoom } from "./hub-location.tsx";
import { HubRefusal } from "./hub-refusal.tsx";
import { HubRemarks } from "./hub-remarks.tsx";
import { HubRepoHead } from "./hub-repo-head.tsx";
import { HubVariants } from "./hub-variants.tsx";
import type { ChangeHub } from "./use-hub-state.ts";
import { useInstalledWeights } from "./use-installed-weights.ts";
import { useTabTitle } from "./use-tab-title.ts";
import { useVariantChoice } from "./use-variant-choice.ts";

type HubRepoProps = {
  repo: string;
  revision: string | undefined;
  change: ChangeHub;
  view: CommandView;
  roots: readonly RootRoom[];
};

/** A repository before it is downloaded: read from the hub, then everything on this page is reckoned here. */
export function HubRepo({ repo, revision, ...rest }: HubRepoProps) {
  useTabTitle(repo);
  const { data, mutate } = useSWR<Answer<HubAnalysis>>(
    api.hubAnalysis({ repo, revision }),
    (url: string) => askApi<HubAnalysis>(url),
    { revalidateOnFocus: false, revalidateOnReconnect: false },
  );
  if (data === undefined) return <Loading repo={repo} />;
  if (!data.ok) {
    const canSearch = data.refusal.code === "hub-not-found";
    return (
      <HubRefusal refusal={data.refusal} onAgain={() => mutate()}>
        {canSearch && <SearchInstead repo={repo} change={rest.change} />}
      </HubRefusal>
    );
  }
  const { value } = data;
  return (
    <Analysed
      key={`${value.repo} ${value.commit}`}
      analysis={value}
      onAgain={() => void mutate()}
      {...rest}
    />
  );
}

type AnalysedProps = Omit<HubRepoProps, "repo" | "revision"> & { analysis: HubAnalysis; onAgain: () => void };

function Analysed({ analysis, onAgain, change, view, roots }: AnalysedProps) {
  const choice = useVariantChoice(analysis);
  const installed = useInstalledWeights(analysis);
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <HubRepoHead analysis={analysis} change={change} />
      <HubRemarks analysis={analysis} />
      <HubVariants {...{ analysis, choice, installed, onAgain }} />
      <HubDownload view={view} analysis={analysis} choice={choice} roots={roots} />
      <HubContents analysis={analysis} />
    </div>
  );
}

/** What has no repository of its name may be a word of another's. */
function SearchInstead({ repo, change }: Pick<HubRepoProps, "repo" | "change">) {
  const words = repo.replace(/^.*\/(?=[^/]+$)/, "");
  return (
    <Button size="sm" onClick={() => change({ q: words, repo: undefined })}>
      Search for “{words}”
    </Button>
  );
}

function Loading({ repo }: { repo: string }) {
  return (
    <div role="status" className="flex min-w-0 flex-col gap-6">
      <div className="flex flex-col gap-3">
        <p
          ref={takeLostFocus}
          tabIndex={-1}
          className="min-w-0 break-all rounded-sm font-mono font-semibold text-lg"
        >
          {repo}
        </p>
        <span className="sr-only">Reading what it holds</span>
        <Skeleton className="w-2/3" />
        <Skeleton className="h-8 w-64" />
      </div>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-6 w-32" />
        <Skeleton className="h-44" />
      </div>
      <Skeleton className="h-32" />
    </div>
  );
}
