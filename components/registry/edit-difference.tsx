import { ArrowRight } from "lucide-react";
import { cn } from "#lib/cn.ts";
import { type ItemChange, itemChanges } from "./edit-items.ts";
import type { EditChange } from "./edit-merge.ts";
import { valueWordsOf } from "./edit-values.ts";

/** What is saved: a value before and after, or, of a list that is the same in part, what goes and what comes. */
export function EditDifference({ changes }: { changes: readonly EditChange[] }) {
  return (
    <ul aria-label="What changes" className="flex flex-col divide-y rounded-md border">
      {changes.map((change) => (
        <li key={change.key} className="flex flex-col gap-0.5 px-3 py-2">
          <span className="font-medium text-sm">{change.label}</span>
          <Change change={change} />
        </li>
      ))}
    </ul>
  );
}

const wrapped = "min-w-0 whitespace-pre-wrap break-words";

/** Words of a command and of a path look as they do elsewhere. */
const faceOf = (key: string) =>
  ["args.args", "backend.modelPath", "backend.baseUrl"].includes(key) ? "font-mono" : "";

function Change({ change: { key, before, after } }: { change: EditChange }) {
  const items = itemChanges(key, before, after);
  if (items.some(({ kind }) => kind === "kept")) return <ItemLines items={items} face={faceOf(key)} />;
  const isNew = before === undefined;
  return (
    <span className="flex min-w-0 items-start gap-2 text-sm">
      <del className={cn(wrapped, "text-muted decoration-danger", isNew ? "no-underline" : faceOf(key))}>
        {valueWordsOf(key, before)}
      </del>
      <ArrowRight aria-label="becomes" className="mt-0.5 size-4 shrink-0 text-muted" />
      <ins className={cn(wrapped, "no-underline", faceOf(key))}>{valueWordsOf(key, after)}</ins>
    </span>
  );
}

const looks = {
  kept: { Tag: "span", sign: "", says: "", look: "text-muted" },
  gone: { Tag: "del", sign: "−", says: "goes: ", look: "text-muted decoration-danger" },
  new: { Tag: "ins", sign: "+", says: "comes: ", look: "no-underline" },
} as const;

function ItemLines({ items, face }: { items: readonly ItemChange[]; face: string }) {
  return (
    <ul className="flex flex-col text-sm">
      {items.map(({ kind, text }, at) => {
        const { Tag, sign, says, look } = looks[kind];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand there twice.
          <li key={at} className="flex min-w-0 gap-2">
            <span aria-hidden="true" className="w-3 shrink-0 text-muted">
              {sign}
            </span>
            <span className="sr-only">{says}</span>
            <Tag className={cn(wrapped, face, look)}>{text}</Tag>
          </li>
        );
      })}
    </ul>
  );
}
