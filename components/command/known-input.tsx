"use client";

import { type ComponentProps, useId, useState } from "react";
import useSWR from "swr";
import type { Meaning } from "#cli-bridge/catalogue/field.ts";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import type { SettingsAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Input, Textarea } from "#components/ui/input.tsx";
import { api } from "#lib/paths.ts";
import { ModelCombobox } from "./model-combobox.tsx";

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

/** A text whose meaning is known: the registry suggests what it has of that kind. */
export function KnownInput({ of, max, value, onValue, ...told }: KnownInputProps) {
  const mono = inMono.has(of) ? "font-mono text-sm" : "";
  if (of === "model") return <ModelCombobox {...told} value={value} onValue={onValue} />;
  if (of === "folder") return <FolderInput {...told} max={max} value={value} onValue={onValue} />;
  if (of === "backend" || of === "format" || of === "location")
    return <FacetInput {...told} facet={of} value={value} onValue={onValue} />;
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

/** A folder, typed or taken from the configured roots. */
function FolderInput({ max, value, onValue, ...told }: Omit<KnownInputProps, "of">) {
  const listId = useId();
  const [isWanted, setWanted] = useState(false);
  const { data } = useSWR<SettingsAnswer, Error>(isWanted ? api.settings() : null, readApi);
  return (
    <>
      <Input
        {...told}
        list={listId}
        maxLength={max}
        value={value}
        placeholder={placeholders.folder}
        className="font-mono text-sm"
        onFocus={() => setWanted(true)}
        onChange={(event) => onValue(event.target.value)}
      />
      <datalist id={listId}>
        {[data?.roots.value ?? []].flat().map((root) => (
          <option key={root} value={root} />
        ))}
      </datalist>
    </>
  );
}

type FacetInputProps = Omit<KnownInputProps, "of" | "max"> & { facet: "backend" | "format" | "location" };

function FacetInput({ facet, value, onValue, ...told }: FacetInputProps) {
  const listId = useId();
  const [isWanted, setWanted] = useState(false);
  const { data } = useSWR<RegistryAnswer, Error>(isWanted ? api.registry({ limit: 1 }) : null, readApi);
  return (
    <>
      <Input
        {...told}
        list={listId}
        value={value}
        onFocus={() => setWanted(true)}
        onChange={(event) => onValue(event.target.value)}
      />
      <datalist id={listId}>
        {data?.facets[facet]?.map((known) => (
          <option key={known.value} value={known.value} label={`${known.count}`} />
        ))}
      </datalist>
    </>
  );
}
