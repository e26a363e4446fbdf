"use client";

import { useState } from "react";
import useSWR from "swr";
import type { BackendRequestLine } from "#cli-bridge/protocol/backend-requests.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Section } from "#components/ui/section.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toCountWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";

const readEveryMs = 5_000;

/** What the console asks a server, for whoever wonders what goes over the wire. It is read only while it is open. */
export function RequestList({ server }: { server: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Section
      title="Requests"
      description="What the console itself asked this server since it was started. What runs asked stands in their logs."
    >
      <Expander title="Its requests" onToggle={(event) => setOpen(event.currentTarget.open)}>
        {isOpen && <Lines server={server} />}
      </Expander>
    </Section>
  );
}

function Lines({ server }: { server: string }) {
  const { data, error } = useSWR<{ requests: BackendRequestLine[] }, Error>(
    api.backendRequests(server),
    readApi,
    { refreshInterval: readEveryMs },
  );
  if (error && !data) return <Alert tone="danger" title={error.message} />;
  if (data?.requests.length === 0) return <p className="text-muted">Nothing was asked yet.</p>;
  return (
    <ul aria-label="Requests" className="divide-y divide-line text-sm">
      {data?.requests.map((line) => (
        <li
          key={`${line.at} ${line.method} ${line.path} ${line.status}`}
          className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-0.5 py-1.5"
        >
          <span className="min-w-0 flex-1 basis-60 wrap-anywhere font-mono">
            {line.method} {line.path}
          </span>
          <span className="text-muted tabular-nums">
            {line.status ?? "no answer"} · {line.ms} ms
            {line.times > 1 && ` · ${toCountWords(line.times, "time")}`} · <TimeAgo at={line.at} />
          </span>
          {line.problem && <span className="basis-full wrap-anywhere text-danger">{line.problem}</span>}
        </li>
      ))}
    </ul>
  );
}
