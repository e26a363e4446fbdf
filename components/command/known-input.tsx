"use client";

import { type ComponentProps, useState } from "react";
import useSWR from "swr";
import type { Meaning } from "#cli-bridge/catalogue/field.ts";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import type { SettingsAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Input, Textarea } from "#components/ui/input.tsx";
import { api } from "#lib/paths.ts";
import { ListInput } from "./list-input.tsx";
import { ModelCombobox } from "./model-combobox.tsx";
import { ServedModelInput, ServerInput } from "./server-input.tsx";
import { SuggestingInput } from "./suggesting-input.tsx";

export type KnownInputProps = Omit<ComponentProps<"input">, "onChange" | "value" | "list"> & {
  of: Meaning;
  max: number;
  value: string;
  onValue: (value: string) => void;
};

const placeholders: Partial<Record<Meaning, string>> = {
  folder: "/path/to/a/folder",
  file: "/path/to/a/file",
  repository: "owner/repo",
  backup: "20261120-101500",
};

const inMono = new Set<Meaning>(["folder", "file", "repository", "backup", "trash item", "model", "weights"]);

/** A text whose meaning is known: what is known of that kind is suggested. */
export function KnownInput({ of, max, value, onValue, ...told }: KnownInputProps) {
  const mono = inMono.has(of) ? "font-mono text-sm" : "";
  if (of === "model") return <ModelCombobox {...told} value={value} onValue={onValue} />;
  if (of === "folder") return <FolderInput {...told} maxLength={max} value={value} onValue={onValue} />;
  if (of === "instance") return <ServerInput {...told} maxLength={max} value={value} onValue={onValue} />;
  if (of === "served model")
    return <ServedModelInput {...told} maxLength={max} value={value} onValue={onValue} />;
  if (of === "backend" || of === "format" || of === "location")
    return <FacetInput {...told} facet={of} value={value} onValue={onValue} />;
  if (of === "model list") return <ListInput {...told} maxLength={max} value={value} onValue={onValue} />;
  if (of === "prose") return <ProseInput {...told} max={max} value={value} onValue={onValue} />;
  return (
    <Input
      {...told}
      maxLength={max}
      value={value}
      placeholder={placeholders[of]}
      className={mono}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}

/** Text of several lines. */
function ProseInput({ id, max, value, onValue, ...told }: Omit<KnownInputProps, "of">) {
  const { "aria-describedby": describedBy, "aria-invalid": invalid } = told;
  return (
    <Textarea
      id={id}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      maxLength={max}
      value={value}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}

type WordInputProps = Omit<KnownInputProps, "of" | "max">;

/** A folder, typed or taken from the configured roots. */
function FolderInput(props: WordInputProps & { maxLength: number }) {
  const [isWanted, setWanted] = useState(false);
  const { data } = useSWR<SettingsAnswer, Error>(isWanted ? api.settings() : null, readApi);
  return (
    <SuggestingInput
      {...props}
      placeholder={placeholders.folder}
      className="font-mono text-sm"
      suggestions={[data?.roots.value ?? []].flat().map((root) => ({ value: String(root) }))}
      onFocus={() => setWanted(true)}
    />
  );
}

function FacetInput({ facet, ...told }: WordInputProps & { facet: "backend" | "format" | "location" }) {
  const [isWanted, setWanted] = useState(false);
  const { data } = useSWR<RegistryAnswer, Error>(isWanted ? api.registry({ limit: 1 }) : null, readApi);
  const known = data?.facets[facet] ?? [];
  return (
    <SuggestingInput
      {...told}
      suggestions={known.map(({ value, count }) => ({ value: String(value), label: String(count) }))}
      onFocus={() => setWanted(true)}
    />
  );
}
