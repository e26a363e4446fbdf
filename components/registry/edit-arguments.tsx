"use client";

import { TriangleAlert } from "lucide-react";
import { useId } from "react";
import { argumentOddities } from "#cli-bridge/derive/argument-oddities.ts";
import { joinWords, splitWords, toLines } from "#cli-bridge/derive/argument-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldError } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { EditArgumentsHelp } from "./edit-arguments-help.tsx";
import { ChangeLabel, EditPart } from "./edit-field.tsx";
import { EditLoading } from "./edit-loading.tsx";
import type { EntryEdit } from "./use-entry-edit.ts";

const key = "args.args";
const linesMax = 40;

/** The arguments as lines to be typed, and what a backend would be handed. */
export function EditArguments({ edit }: { edit: EntryEdit }) {
  const id = useId();
  const text = edit.values[key] ?? "";
  const backend = edit.values["backend.backend"] ?? "";
  const { words, problem } = splitWords(text);
  const disabled = edit.details.locked;
  const put = (next: readonly string[]) => edit.set(key, joinWords(next));
  return (
    <>
      <EditLoading
        edit={edit}
        words={words}
        backend={backend}
        isDisabled={disabled || problem !== undefined}
        put={put}
      />
      <EditPart title="Arguments">
        <Field>
          <ChangeLabel
            edit={edit}
            name={key}
            htmlFor={id}
            words="One a line, quoted where there are spaces"
          />
          <Textarea
            id={id}
            rows={Math.min(12, Math.max(3, text.split("\n").length + 1))}
            disabled={disabled}
            value={text}
            aria-invalid={problem !== undefined || undefined}
            aria-describedby={`${id}-words`}
            className="font-mono text-sm"
            placeholder="--max-model-len 8192"
            onChange={(event) => edit.set(key, event.target.value)}
          />
          {problem !== undefined && <FieldError>{problem}</FieldError>}
        </Field>
        <ArgumentWords
          id={`${id}-words`}
          words={words}
          backend={backend}
          onSplit={disabled ? undefined : put}
        />
        {!disabled && problem === undefined && (
          <EditArgumentsHelp backend={backend} words={words} onInsert={(more) => put([...words, ...more])} />
        )}
      </EditPart>
    </>
  );
}

type ArgumentWordsProps = {
  id: string;
  words: readonly string[];
  backend: string;
  onSplit: ((words: readonly string[]) => void) | undefined;
};

/** Each word that the backend is handed, in a box of its own, and what is odd about them. */
function ArgumentWords({ id, words, backend, onSplit }: ArgumentWordsProps) {
  const oddities = argumentOddities(words, backend);
  const odd = new Set(oddities.map(({ word }) => word));
  const lines = toLines(words);
  const isGlued = words.some((word) => /^--?[A-Za-z][\w-]*\s/.test(word));
  return (
    <div id={id} className="flex flex-col gap-2">
      <p className="text-muted text-xs">
        {words.length === 0
          ? "No arguments."
          : `Handed over as ${words.length} ${words.length === 1 ? "word" : "words"}:`}
      </p>
      {words.length > 0 && (
        <div className="flex flex-wrap gap-x-2 gap-y-1 font-mono text-xs">
          {lines.slice(0, linesMax).map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand there twice.
            <span key={at} className="inline-flex max-w-full flex-wrap gap-px">
              {line.map((word, place) => (
                <span
                  // biome-ignore lint/suspicious/noArrayIndexKey: so may the same word.
                  key={place}
                  className={`max-w-full break-all rounded-sm px-1 py-0.5 ${odd.has(word) ? "bg-warning-soft text-warning" : "bg-surface-3 text-ink"}`}
                >
                  {word === "" ? "∅" : word}
                </span>
              ))}
            </span>
          ))}
        </div>
      )}
      {oddities.length > 0 && (
        <ul className="flex flex-col gap-1 text-sm" aria-label="What is odd about the arguments">
          {oddities.map(({ says }) => (
            <li key={says} className="flex items-start gap-1.5">
              <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
              <span className="min-w-0 break-words">{says}</span>
            </li>
          ))}
        </ul>
      )}
      {isGlued && onSplit && (
        <Button size="sm" className="self-start" onClick={() => onSplit(words.flatMap(unglued))}>
          Make two of each
        </Button>
      )}
    </div>
  );
}

const unglued = (word: string) => (/^--?[A-Za-z][\w-]*\s/.test(word) ? splitWords(word).words : [word]);
