"use client";

import { ArrowLeft, ExternalLink, Lock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { takeLostFocus } from "#components/ui/take-lost-focus.ts";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toNumberWords } from "#lib/format.ts";
import { HubRevision } from "./hub-revision.tsx";
import { type HubState, isSearching, toHubPath } from "./hub-state.ts";
import { toTallyWords } from "./tally-words.ts";
import type { ChangeHub } from "./use-hub-state.ts";

type HubRepoHeadProps = { analysis: HubAnalysis; change: ChangeHub };

/** What repository this is, and as it stood when. */
export function HubRepoHead({ analysis, change }: HubRepoHeadProps) {
  const { repo, url, commit, gated } = analysis;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <h2
          ref={takeLostFocus}
          tabIndex={-1}
          className="min-w-0 break-all rounded-sm font-mono font-semibold text-lg"
        >
          {repo}
        </h2>
        {gated !== false && (
          <Badge tone="warning" icon={<Lock aria-hidden="true" />}>
            Gated
          </Badge>
        )}
        {analysis.private && <Badge icon={<Lock aria-hidden="true" />}>Private</Badge>}
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 rounded-sm text-accent text-sm hover:underline"
        >
          On the hub
          <ExternalLink aria-hidden="true" className="size-3.5" />
        </a>
      </div>
      <dl className="flex min-w-0 flex-wrap gap-x-6 gap-y-2">
        {factsOf(analysis).map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-muted text-xs">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
        <HubRevision analysis={analysis} change={change} />
        <span className="flex items-center gap-1 text-muted text-sm">
          commit <span className="font-mono">{commit.slice(0, 12)}</span>
          <CopyButton text={commit} label="Copy the commit" />
        </span>
      </div>
    </div>
  );
}

function factsOf(analysis: HubAnalysis): [string, ReactNode][] {
  const { pipelineTag, library, license, architecture, downloads, likes, lastModified } = analysis;
  const { name, parameters, contextLength } = architecture;
  const said: [string, ReactNode][] = [
    ["Type", pipelineTag?.replaceAll("-", " ")],
    ["Library", library],
    ["Licence", license && <Licence {...license} />],
    ["Architecture", name],
    ["Parameters", parameters && toTallyWords(parameters)],
    ["Context", contextLength && `${toNumberWords(contextLength)} tokens`],
    ["Downloads", downloads === undefined ? undefined : toTallyWords(downloads)],
    ["Likes", likes === undefined ? undefined : toTallyWords(likes)],
    ["Updated", lastModified && <TimeAgo at={lastModified} />],
  ];
  return said.filter(([, value]) => value !== undefined && value !== "");
}

function Licence({ name, url }: { name: string; url?: string | undefined }) {
  if (url === undefined) return name;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="text-accent hover:underline">
      {name}
    </a>
  );
}

/** Back to where the repository was found. */
export function HubBack({ state, change }: { state: HubState; change: ChangeHub }) {
  const search = { ...state, repo: undefined, revision: undefined };
  const { repo: _repo, revision: _revision, ...rest } = state;
  return (
    <Link
      href={toHubPath(rest)}
      prefetch={false}
      className="inline-flex items-center gap-1 self-start rounded-sm text-accent hover:underline"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        change(search);
      }}
    >
      <ArrowLeft aria-hidden="true" className="size-4" />
      {isSearching(state) ? "Back to what was found" : "Back to the search"}
    </Link>
  );
}
