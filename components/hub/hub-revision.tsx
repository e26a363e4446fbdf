"use client";

import { useId, useState } from "react";
import useSWR from "swr";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { HubRefs } from "#cli-bridge/protocol/hub-answer.ts";
import { type Answer, askApi } from "#components/run/ask-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { api } from "#lib/paths.ts";
import type { ChangeHub } from "./use-hub-state.ts";

type HubRevisionProps = { analysis: HubAnalysis; change: ChangeHub };

const other = "\u0000other";

/** The branch, tag or commit that is looked at; a download is pinned to what it is now. */
export function HubRevision({ analysis: { repo, revision }, change }: HubRevisionProps) {
  const id = useId();
  const [isTyping, setTyping] = useState(false);
  const { data } = useSWR<Answer<HubRefs>>(api.hubRefs(repo), (url: string) => askApi<HubRefs>(url), {
    revalidateOnFocus: false,
  });
  const { branches = [], tags = [] } = data?.ok ? data.value : {};
  const known = [...branches, ...tags].some(({ name }) => name === revision);
  const choose = (name: string) => {
    setTyping(false);
    change({ repo, revision: name === "main" ? undefined : name });
  };
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <label htmlFor={id} className="text-muted text-sm">
        Revision
      </label>
      <NativeSelect
        id={id}
        className="w-52!"
        value={isTyping ? other : revision}
        onChange={(event) => (event.target.value === other ? setTyping(true) : choose(event.target.value))}
      >
        {!known && <option>{revision}</option>}
        {branches.length > 0 && <Refs label="Branches" names={branches.map(({ name }) => name)} />}
        {tags.length > 0 && <Refs label="Tags" names={tags.map(({ name }) => name)} />}
        <option value={other}>Another…</option>
      </NativeSelect>
      {isTyping && <TypedRevision onChoose={choose} />}
    </div>
  );
}

function Refs({ label, names }: { label: string; names: readonly string[] }) {
  return (
    <optgroup label={label}>
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </optgroup>
  );
}

function TypedRevision({ onChoose }: { onChoose: (name: string) => void }) {
  const [text, setText] = useState("");
  return (
    <form
      className="flex min-w-0 items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") onChoose(text.trim());
      }}
    >
      <Input
        aria-label="Branch, tag or commit"
        placeholder="Branch, tag or commit"
        maxLength={256}
        className="w-60 font-mono text-sm"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" disabled={text.trim() === ""}>
        Look
      </Button>
    </form>
  );
}
