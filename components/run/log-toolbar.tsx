"use client";

import { ChevronDown, ChevronUp, Download, FileText, Search } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { toNumberWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";
import type { LogSearch } from "./use-log-search.ts";

export type LogLook = { wrap: boolean; times: boolean };

type LogToolbarProps = {
  id: string;
  search: LogSearch;
  look: LogLook;
  onLook: (look: LogLook) => void;
};

const link =
  "inline-flex h-7 items-center gap-1.5 rounded-md px-2 font-medium text-sm hover:bg-surface-3 [&_svg]:size-4";

export function LogToolbar({ id, search, look, onLook }: LogToolbarProps) {
  const toggle = (name: keyof LogLook, label: string) => (
    <Button
      size="sm"
      variant="ghost"
      aria-pressed={look[name]}
      className="aria-pressed:bg-accent-soft aria-pressed:text-accent-strong"
      onClick={() => onLook({ ...look, [name]: !look[name] })}
    >
      {label}
    </Button>
  );
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b bg-surface-2 px-2 py-1.5">
      <SearchField search={search} />
      <div className="ml-auto flex flex-wrap items-center gap-1">
        {toggle("wrap", "Wrap")}
        {toggle("times", "Timestamps")}
        <a className={link} href={api.runLog(id)} target="_blank" rel="noreferrer">
          <FileText aria-hidden="true" />
          Raw
        </a>
        <a className={link} href={api.runLog(id, { download: 1 })} download={`run-${id}.log`}>
          <Download aria-hidden="true" />
          Download
        </a>
      </div>
    </div>
  );
}

function SearchField({ search }: { search: LogSearch }) {
  const { query, setQuery, matches, current, step } = search;
  const place = current === undefined ? 0 : matches.indexOf(current) + 1;
  return (
    <search className="flex min-w-0 flex-wrap items-center gap-1">
      <div className="relative w-52">
        <Search aria-hidden="true" className="absolute top-1.5 left-2 size-4 text-muted" />
        <Input
          type="search"
          aria-label="Search the log"
          placeholder="Search the log"
          className="h-7 pl-7"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
          }}
        />
      </div>
      {query !== "" && (
        <>
          <output className="px-1 text-muted text-sm tabular-nums">
            {matches.length === 0
              ? "No match"
              : `${toNumberWords(place)} of ${toNumberWords(matches.length)}`}
          </output>
          <Button
            size="sm"
            variant="ghost"
            aria-label="Previous match"
            icon={<ChevronUp aria-hidden="true" />}
            disabled={matches.length === 0}
            onClick={() => step(-1)}
          />
          <Button
            size="sm"
            variant="ghost"
            aria-label="Next match"
            icon={<ChevronDown aria-hidden="true" />}
            disabled={matches.length === 0}
            onClick={() => step(1)}
          />
        </>
      )}
    </search>
  );
}
