"use client";

import { Plus } from "lucide-react";
import { argumentTable, backendKindOf, meaningOf } from "#cli-bridge/derive/argument-table.ts";
import { quoteWord } from "#cli-bridge/derive/argument-words.ts";
import { Expander } from "#components/ui/expander.tsx";

type EditArgumentsHelpProps = {
  backend: string;
  words: readonly string[];
  onInsert: (words: readonly string[]) => void;
};

/** What is often said to a backend: a press puts it among the arguments. */
export function EditArgumentsHelp({ backend, words, onInsert }: EditArgumentsHelpProps) {
  const kind = backendKindOf(backend);
  if (kind === undefined) return null;
  const { title, common } = argumentTable[kind];
  const said = new Set(words.map((word) => meaningOf(word, kind)));
  return (
    <Expander title={`Common arguments of ${title}`}>
      <ul className="flex flex-col">
        {common.map(({ words: own, says }) => {
          const isSaid = said.has(meaningOf(own[0], kind));
          const line = own.filter((word) => word !== undefined);
          return (
            <li key={own[0]}>
              <button
                type="button"
                disabled={isSaid}
                className="flex w-full items-start gap-2 rounded-md px-2 py-1.5 text-left hover:bg-surface-2 disabled:opacity-55"
                onClick={() => onInsert(line)}
              >
                <Plus aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent" />
                <span className="flex min-w-0 flex-col">
                  <code className="break-all text-sm">{line.map(quoteWord).join(" ")}</code>
                  <span className="text-muted text-xs">{isSaid ? "Said already." : says}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Expander>
  );
}
