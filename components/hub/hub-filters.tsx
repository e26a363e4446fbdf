"use client";

import { useEffect, useId, useState } from "react";
import type { HubSort } from "#cli-bridge/protocol/hub-answer.ts";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import type { HubState } from "./hub-state.ts";
import type { ChangeHub } from "./use-hub-state.ts";

type Choice = readonly [value: string, words: string];

const formats: readonly Choice[] = [
  ["gguf", "GGUF"],
  ["safetensors", "safetensors"],
  ["awq", "AWQ"],
  ["gptq", "GPTQ"],
];
const sizes = ["1B", "4B", "9B", "15B", "35B", "75B"];
const sizesBy = (word: string): readonly Choice[] => sizes.map((size) => [size, `${word} ${size}`]);
const tasks: readonly Choice[] = [
  "text-generation",
  "image-text-to-text",
  "feature-extraction",
  "sentence-similarity",
  "automatic-speech-recognition",
  "text-to-speech",
  "text-to-image",
  "text-ranking",
  "text-classification",
].map((task) => [task, task.replaceAll("-", " ")]);
const sorts: readonly (readonly [HubSort, string])[] = [
  ["trending", "Trending"],
  ["downloads", "Most downloads"],
  ["likes", "Most likes"],
  ["updated", "Last updated"],
  ["created", "Newest"],
  ["size", "Largest"],
];

const narrowing = [
  { name: "format", label: "Format", any: "Any format", of: formats },
  { name: "smallest", label: "Parameters at least", any: "From any size", of: sizesBy("from") },
  { name: "largest", label: "Parameters at most", any: "To any size", of: sizesBy("to") },
  { name: "task", label: "Task", any: "Any task", of: tasks },
  { name: "ungated", label: "Terms", any: "Any terms", of: [["true", "No terms to accept"]] },
] as const;

type HubFiltersProps = { state: HubState; change: ChangeHub };

export function HubFilters({ state, change }: HubFiltersProps) {
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      {narrowing.map(({ name, ...filter }) => (
        <Filter key={name} {...filter} value={state[name]} onChange={(value) => change({ [name]: value })} />
      ))}
      <AuthorFilter author={state.author} change={change} />
      <Filter
        label="Order"
        of={sorts}
        value={state.sort ?? "trending"}
        onChange={(sort) => change({ sort })}
      />
    </div>
  );
}

type FilterProps = {
  label: string;
  any?: string;
  of: readonly Choice[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
};

function Filter({ label, any, of, value, onChange }: FilterProps) {
  const isOther = value !== undefined && !of.some(([known]) => known === value);
  return (
    <NativeSelect
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      {any !== undefined && <option value="">{any}</option>}
      {isOther && <option>{value}</option>}
      {of.map(([known, words]) => (
        <option key={known} value={known}>
          {words}
        </option>
      ))}
    </NativeSelect>
  );
}

function AuthorFilter({ author = "", change }: { author: string | undefined; change: ChangeHub }) {
  const id = useId();
  const [text, setText] = useState(author);
  useEffect(() => setText(author), [author]);
  const settle = () => text.trim() !== author && change({ author: text.trim() || undefined });
  return (
    <>
      <label htmlFor={id} className="sr-only">
        Author
      </label>
      <Input
        id={id}
        maxLength={96}
        placeholder="Any author"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => event.key === "Enter" && settle()}
      />
    </>
  );
}
