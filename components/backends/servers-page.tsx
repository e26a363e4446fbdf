"use client";

import { Plus, Radar } from "lucide-react";
import { useState } from "react";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { ServerGuide } from "#cli-bridge/protocol/server-setup.ts";
import { CommandDialog, type CommandWish } from "#components/command/command-dialog.tsx";
import { useBackends } from "#components/shell/use-backends.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { FilterBox } from "#components/ui/filter-box.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { toCountWords } from "#lib/format.ts";
import { api, paths } from "#lib/paths.ts";
import { BackendCard } from "./backend-card.tsx";
import { kindWords, orderBackends, stateWords } from "./backend-words.ts";
import { OllamaHere } from "./ollama-here.tsx";
import { memoryOfAllWords } from "./placed-models.ts";
import { ServerDialog } from "./server-dialog.tsx";
import { useAskServers } from "./use-ask-servers.ts";

/** With more than these a person searches rather than looks. */
const filterFrom = 7;

type ServersPageProps = {
  initial: readonly BackendAnswer[];
  /** How Ollama is started on this machine, and whether it is there at all. */
  ollama?: ServerGuide | undefined;
};

/** Every server that is known, those one can work with first. */
export function ServersPage({ initial, ollama }: ServersPageProps) {
  const backends = useBackends() ?? initial;
  const [query, setQuery] = useState("");
  const [wish, setWish] = useState<CommandWish>();
  const [isAdding, setAdding] = useState(false);
  const { isLooking, discover } = useLooking();
  const shown = orderBackends(backends).filter((backend) => isMatch(backend, query));
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <p data-live="" className="mr-auto text-muted">
          {summaryOf(backends)}
        </p>
        {backends.length >= filterFrom && (
          <FilterBox
            label="Filter servers"
            placeholder="Name, kind, state or tag"
            value={query}
            onValue={setQuery}
          />
        )}
        <Button icon={<Radar aria-hidden="true" />} busy={isLooking} onClick={() => void discover()}>
          Look for servers
        </Button>
        <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
          Add a server
        </Button>
      </div>
      {ollama && <OllamaHere backends={backends} guide={ollama} onWish={setWish} />}
      {backends.length === 0 ? (
        <NoServers isLooking={isLooking} onLook={() => void discover()} />
      ) : shown.length === 0 ? (
        <p className="text-muted">No server fits “{query}”.</p>
      ) : (
        <ul aria-label="Servers" className="grid min-w-0 gap-4 md:grid-cols-2 2xl:grid-cols-3">
          {shown.map((backend) => (
            <li key={backend.id} className="grid min-w-0">
              <BackendCard backend={backend} backends={backends} onWish={setWish} />
            </li>
          ))}
        </ul>
      )}
      {wish && <CommandDialog wish={wish} onClose={() => setWish(undefined)} />}
      {isAdding && <ServerDialog backend={undefined} onClose={() => setAdding(false)} />}
    </div>
  );
}

function isMatch({ name, kind, state, tags, url }: BackendAnswer, query: string): boolean {
  const words = [name, kindWords[kind], stateWords[state], url, ...tags].join(" ").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

function summaryOf(backends: readonly BackendAnswer[]): string {
  const healthy = backends.filter(({ state }) => state === "healthy").length;
  const holds = backends.some(({ loaded }) => loaded.length > 0);
  const memory = holds ? `, ${memoryOfAllWords(backends)}` : "";
  return backends.length === 0
    ? ""
    : `${toCountWords(backends.length, "server")}, ${healthy} healthy${memory}`;
}

function NoServers({ isLooking, onLook }: { isLooking: boolean; onLook: () => void }) {
  return (
    <Empty
      title="No server of models is known"
      actions={
        <>
          <LinkButton href={paths.backendStart()}>Start a server</LinkButton>
          <Button busy={isLooking} onClick={onLook}>
            Look again on the usual ports
          </Button>
        </>
      }
    >
      Start one, or add the address of one that runs on another machine. Those of this machine are found by
      themselves: Ollama, LM Studio, vLLM, LMDeploy, llama.cpp and others that speak their language.
    </Empty>
  );
}

function useLooking() {
  const { toast } = useToast();
  const ask = useAskServers();
  const [isLooking, setLooking] = useState(false);
  const discover = async () => {
    setLooking(true);
    const answer = await ask<{ found: number }>(api.discoverBackends());
    setLooking(false);
    if (answer.ok) toast({ title: `${toCountWords(answer.value.found, "server")} found on this machine.` });
  };
  return { isLooking, discover };
}
