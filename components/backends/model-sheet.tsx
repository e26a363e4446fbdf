"use client";

import useSWR from "swr";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { ChatButton } from "#components/chat/chat-button.tsx";
import { canTalk } from "#components/chat/model-choices.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { DialogHeader } from "#components/ui/dialog.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { api } from "#lib/paths.ts";
import { TimesOfModel } from "./model-times-list.tsx";

type Shown = Readonly<Record<string, unknown>>;

const texts = [
  ["parameters", "Parameters"],
  ["system", "System prompt"],
  ["template", "Template"],
  ["modelfile", "Modelfile"],
  ["license", "Licence"],
] as const;

type ModelSheetProps = { backend: BackendAnswer; model: string; onClose: () => void };

/** All that a server says of one of its models. Templates are programs of strangers and are shown as text alone. */
export function ModelSheet({ backend, model, onClose }: ModelSheetProps) {
  const { data, error } = useSWR<Shown, Error>(api.showModel(backend.id, model), readApi);
  return (
    <Sheet open={true} onOpenChange={(isOpen) => isOpen || onClose()}>
      <SheetContent side="right" title={model} className="w-[min(40rem,100vw)]">
        <DialogHeader>
          <span aria-hidden="true" className="wrap-anywhere font-mono font-semibold text-lg">
            {model}
          </span>
          <span className="text-muted">at {backend.name}</span>
        </DialogHeader>
        <div className="flex min-w-0 flex-col gap-4 overflow-auto p-4">
          {error && (
            <Alert tone="danger" title={`${backend.name} did not tell of it.`}>
              {error.message}
            </Alert>
          )}
          {!data && !error && <Skeleton className="h-64" />}
          {backend.capabilities.includes("chat") && data && canTalk(abilitiesIn(data)) && (
            <div>
              <ChatButton instance={backend.id} model={model} />
            </div>
          )}
          <TimesOfModel server={backend.id} model={model} />
          {data && <Told shown={data} />}
        </div>
      </SheetContent>
    </Sheet>
  );
}

function Told({ shown }: { shown: Shown }) {
  const said = texts.flatMap(([key, title]) => {
    const text = shown[key];
    return typeof text === "string" && text.trim() !== "" ? [{ key, title, text }] : [];
  });
  const facts = factsIn(shown);
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(([title, value]) => (
          <div key={title} className="contents">
            <dt className="text-muted">{title}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {said.map(({ key, title, text }) => (
        <Expander key={key} title={title} open={key === "parameters" || key === "system" || undefined}>
          <CodeBlock text={text} label={title.toLowerCase()} />
        </Expander>
      ))}
    </>
  );
}

const isRecord = (value: unknown): value is Shown =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const abilitiesIn = ({ capabilities }: Shown) =>
  Array.isArray(capabilities) ? { capabilities: capabilities.map(String) } : {};

function factsIn({
  details,
  capabilities,
  model_info: known,
  modified_at: changed,
}: Shown): [string, string][] {
  const about = isRecord(details) ? details : {};
  const info = isRecord(known) ? known : {};
  const context = info[`${String(info["general.architecture"])}.context_length`];
  const rows: [string, unknown][] = [
    ["Family", about.family],
    ["Parameters", about.parameter_size],
    ["Quantisation", about.quantization_level],
    ["Format", about.format],
    ["Longest context", typeof context === "number" ? `${context.toLocaleString("en")} tokens` : undefined],
    ["Can", Array.isArray(capabilities) ? capabilities.join(", ") : undefined],
    ["Changed", typeof changed === "string" ? changed.slice(0, 16).replace("T", " ") : undefined],
  ];
  return rows.flatMap(([title, value]) =>
    typeof value === "string" && value !== "" ? [[title, value] as [string, string]] : [],
  );
}
