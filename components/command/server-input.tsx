"use client";

import { use } from "react";
import useSWR from "swr";
import type { BackendAnswer, BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { useBackends } from "#components/shell/use-backends.ts";
import { api } from "#lib/paths.ts";
import { SaidInput } from "./said-input.ts";
import { SuggestingInput, type SuggestingInputProps } from "./suggesting-input.tsx";

type ServerInputProps = Omit<SuggestingInputProps, "suggestions">;

/** A server by its name, id or address: those that are known are suggested by name. */
export function ServerInput(props: ServerInputProps) {
  const backends = useBackends() ?? [];
  return (
    <SuggestingInput
      {...props}
      suggestions={backends.map(({ name, url, from }) =>
        // One that was only found has no name that a command would know.
        from === "found" || from === "started" ? { value: url, label: name } : { value: name, label: url },
      )}
    />
  );
}

const isMeant = ({ id, name, url }: BackendAnswer, said: unknown) =>
  said === id || said === name || said === url;

/** A model of the server that was said, else of any that has one in memory. */
export function ServedModelInput(props: ServerInputProps) {
  const backends = useBackends() ?? [];
  const { backend: said } = use(SaidInput);
  const server = backends.find((each) => isMeant(each, said));
  const { data } = useSWR<{ models: BackendModel[] }, Error>(
    server ? api.backendModels(server.id) : null,
    readApi,
  );
  const suggestions = data
    ? data.models.map(({ id, parameterSize, quantization }) => ({
        value: id,
        label: [parameterSize, quantization].filter(Boolean).join(" ") || undefined,
      }))
    : backends.flatMap(({ name, loaded }) => loaded.map(({ model }) => ({ value: model, label: name })));
  return <SuggestingInput {...props} className="font-mono text-sm" suggestions={unlike(suggestions)} />;
}

/** Each value once. */
const unlike = <Each extends { value: string }>(all: readonly Each[]): Each[] => [
  ...new Map(all.map((each) => [each.value, each])).values(),
];
