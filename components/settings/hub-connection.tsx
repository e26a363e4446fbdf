"use client";

import { CircleCheck, CircleMinus, CircleX, Globe, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { HubCheck, HubHop } from "#cli-bridge/protocol/hub-answer.ts";
import { type Answer, askApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { api } from "#lib/paths.ts";

type Tested = { state: "not yet" } | { state: "testing" } | { state: "tested"; answer: Answer<HubCheck> };

/** The way to the hub, walked when asked, each hop with how it stands. */
export function HubConnection({ shell }: { shell: string }) {
  const [tested, setTested] = useState<Tested>({ state: "not yet" });
  const begin = async () => {
    setTested({ state: "testing" });
    setTested({ state: "tested", answer: await askApi<HubCheck>(api.hubConnection()) });
  };
  return (
    <Card aria-label="Connection to the hub" role="region">
      <CardHeader>
        <Globe aria-hidden="true" className="size-4 text-muted" />
        <h3 className="min-w-0 flex-1">Connection</h3>
        <Button busy={tested.state === "testing"} onClick={() => void begin()}>
          {tested.state === "not yet" ? "Test connection" : "Test again"}
        </Button>
      </CardHeader>
      <CardBody className="flex flex-col gap-3">
        {tested.state !== "tested" && (
          <p className="text-muted">
            Walks to the hub hop by hop: name, proxy, certificate, token, and the host that weights come from.
            Downloads one byte.
          </p>
        )}
        <CodeBlock text={shell} label="the command" />
        {tested.state === "tested" && !tested.answer.ok && (
          <Alert tone="danger" title={tested.answer.refusal.message}>
            {tested.answer.refusal.hint}
          </Alert>
        )}
        {tested.state === "tested" && tested.answer.ok && <Hops {...tested.answer.value} />}
      </CardBody>
    </Card>
  );
}

const names: Record<HubHop["name"], string> = {
  settings: "Settings",
  name: "Name",
  proxy: "Proxy",
  connection: "Connection",
  hub: "Hub",
  token: "Token",
  storage: "Storage",
};

const states = {
  fine: { Icon: CircleCheck, ink: "text-ok", word: "fine" },
  remark: { Icon: TriangleAlert, ink: "text-warning", word: "remark" },
  failed: { Icon: CircleX, ink: "text-danger", word: "failed" },
  skipped: { Icon: CircleMinus, ink: "text-muted", word: "not tried" },
} as const;

function Hops({ endpoint, healthy, hops }: HubCheck) {
  return (
    <>
      <p role="status" className="font-medium">
        {healthy ? `${endpoint} is in reach.` : `The way to ${endpoint} is blocked.`}
      </p>
      <ul aria-label="Hops" className="divide-y divide-line rounded-md border border-line">
        {hops.map((hop) => (
          <Hop key={hop.name} {...hop} />
        ))}
      </ul>
    </>
  );
}

function Hop({ name, state, says, hint, milliseconds }: HubHop) {
  const { Icon, ink, word } = states[state];
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 px-3 py-2 wide:grid-cols-[auto_6rem_minmax(0,1fr)_auto]">
      <Icon role="img" aria-label={word} className={`mt-0.5 size-4 ${ink}`} />
      <span className="font-medium">{names[name]}</span>
      <span className="col-span-2 col-start-2 row-start-2 min-w-0 break-words wide:col-span-1 wide:col-start-3 wide:row-start-1">
        {says}
        {hint !== undefined && <span className="block text-muted text-sm">{hint}</span>}
      </span>
      <span className="col-start-3 row-start-1 text-muted text-sm tabular-nums wide:col-start-4">
        {milliseconds === undefined ? "" : `${milliseconds} ms`}
      </span>
    </li>
  );
}
