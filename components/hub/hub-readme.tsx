"use client";

import { useState } from "react";
import useSWR from "swr";
import type { HubReadme as Readme } from "#cli-bridge/protocol/hub-answer.ts";
import { type Answer, askApi } from "#components/run/ask-api.ts";
import { Expander } from "#components/ui/expander.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { api } from "#lib/paths.ts";
import { HubRefusal } from "./hub-refusal.tsx";

type HubReadmeProps = { repo: string; commit: string };

/** The README as it was written. It comes from strangers, so it is shown as text and never as a page. */
export function HubReadme({ repo, commit }: HubReadmeProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Expander title="README" onToggle={(event) => setOpen(event.currentTarget.open)}>
      {isOpen && <Text repo={repo} commit={commit} />}
    </Expander>
  );
}

function Text(of: HubReadmeProps) {
  const { data, mutate } = useSWR<Answer<Readme>>(api.hubReadme(of), (url: string) => askApi<Readme>(url), {
    revalidateOnFocus: false,
  });
  if (data === undefined) return <Skeleton className="h-24" />;
  if (!data.ok) return <HubRefusal refusal={data.refusal} onAgain={() => mutate()} />;
  const { text } = data.value;
  if (text === undefined) return <p className="text-muted">It has none.</p>;
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
      tabIndex={0}
      className="max-h-128 overflow-auto whitespace-pre-wrap break-words rounded-md bg-surface-2 p-3 font-mono text-sm"
    >
      {text}
    </pre>
  );
}
