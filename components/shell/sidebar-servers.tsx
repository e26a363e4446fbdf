"use client";

import useSWR from "swr";
import type { BackendState } from "#cli-bridge/protocol/backend-answer.ts";
import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import { orderBackends, stateWords } from "#components/backends/backend-words.ts";
import { loadedStateWords, memoryWords } from "#components/backends/loaded-words.ts";
import { api, paths } from "#lib/paths.ts";
import { fetchAnswer } from "./fetch-answer.ts";
import { toServerSummary } from "./server-summary.ts";
import { SidebarActiveModel } from "./sidebar-active-model.tsx";
import { SidebarLine, SidebarSection } from "./sidebar-section.tsx";
import { useBackends } from "./use-backends.ts";

const shownMax = 6;

/** A full dot is a server that is there; an empty one is not. */
const dots: Readonly<Record<BackendState, string>> = {
  checking: "border border-muted",
  healthy: "bg-ok",
  starting: "bg-accent",
  unhealthy: "bg-warning",
  timeout: "bg-warning",
  offline: "border border-muted",
  error: "bg-danger",
  "needs-token": "bg-warning",
};

type SidebarServersProps = { onLeave?: (() => void) | undefined };

/** The models in memory and the servers that hold them. Where there is no server there is nothing to say. */
export function SidebarServers({ onLeave }: SidebarServersProps) {
  const backends = orderBackends(useBackends() ?? []);
  const { data: machine } = useSWR<SystemAnswer>(api.system(), fetchAnswer, { revalidateOnFocus: false });
  if (backends.length === 0) return null;
  const summary = toServerSummary(backends, machine);
  const models = backends.flatMap((backend) => backend.loaded.map((model) => ({ backend, model })));
  return (
    <>
      <SidebarActiveModel backends={backends} onLeave={onLeave} />
      {models.length > 0 && (
        <SidebarSection
          title="In memory"
          label="In the memory of all servers"
          more={models.length - shownMax}
          href={paths.backends()}
          onLeave={onLeave}
        >
          {models.slice(0, shownMax).map(({ backend, model }) => (
            <SidebarLine
              key={`${backend.id} ${model.id}`}
              href={paths.backend(backend.id)}
              dot={model.state === "ready" ? dots.healthy : dots.starting}
              state={loadedStateWords(model)}
              label={model.model}
              hint={model.bytes === undefined ? backend.name : memoryWords(model)}
              onLeave={onLeave}
            />
          ))}
        </SidebarSection>
      )}
      <SidebarSection
        title="Backends"
        more={backends.length - shownMax}
        href={paths.backends()}
        onLeave={onLeave}
      >
        {backends.slice(0, shownMax).map(({ id, name, state }) => (
          <SidebarLine
            key={id}
            href={paths.backend(id)}
            dot={dots[state]}
            state={stateWords[state]}
            label={name}
            onLeave={onLeave}
          />
        ))}
      </SidebarSection>
      {summary !== undefined && (
        <p data-slot="server-summary" className="px-2 text-muted text-xs">
          {summary}
        </p>
      )}
    </>
  );
}
