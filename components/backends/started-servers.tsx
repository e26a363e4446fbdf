"use client";

import Link from "next/link";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { ManagedDeeds } from "#components/managed/managed-deeds.tsx";
import { useBackends } from "#components/shell/use-backends.ts";
import { Section } from "#components/ui/section.tsx";
import { paths } from "#lib/paths.ts";
import { BackendFacts } from "./backend-facts.tsx";
import { BackendStateBadge } from "./backend-state-badge.tsx";
import { orderBackends } from "./backend-words.ts";

/** The servers that the console has started and still answers for. */
export function StartedServers({ initial }: { initial: readonly BackendAnswer[] }) {
  const started = orderBackends(useBackends() ?? initial).filter(({ managed }) => managed !== undefined);
  if (started.length === 0) return null;
  return (
    <Section title="Started here">
      <ul aria-label="Started here" className="divide-y divide-line rounded-md border border-line">
        {started.map((backend) => (
          <li key={backend.id} className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2">
            <Link href={paths.backend(backend.id)} className="min-w-0 truncate font-medium hover:underline">
              {backend.name}
            </Link>
            <BackendStateBadge state={backend.state} />
            <div className="min-w-0 flex-1">
              <BackendFacts backend={backend} />
            </div>
            {backend.managed && <ManagedDeeds run={backend.managed.run} name={backend.name} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
