"use client";

import { Diff } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode, useState } from "react";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Checkbox } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";
import { toCountWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { type ComparedFact, comparedFacts } from "./compared-facts.ts";

/** Where there is no room for a column of facts, each fact is a line above its values. */
const narrowColumns: Readonly<Record<number, string>> = {
  2: "max-wide:grid max-wide:grid-cols-2",
  3: "max-wide:grid max-wide:grid-cols-3",
  4: "max-wide:grid max-wide:grid-cols-4",
};
/** A line that keeps its words in sight while the models are scrolled sideways. */
const line = "max-wide:sticky max-wide:left-3";

type CompareTableProps = { models: readonly EntryDetails[]; missing: readonly string[]; back: ReactNode };

/** Two to four models side by side. A row that differs says so with a sign and a colour. */
export function CompareTable({ models, missing, back }: CompareTableProps) {
  const [isShort, setIsShort] = useState(false);
  const facts = comparedFacts(models);
  const shown = isShort ? facts.filter(({ isSame }) => !isSame) : facts;
  const differing = facts.filter(({ isSame }) => !isSame).length;
  return (
    <div data-slot="compare-table" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {back}
        <p aria-live="polite" className="font-medium">
          {models.length} models · {toCountWords(differing, "difference")}
        </p>
        <label htmlFor="only-differences" className="ml-auto flex items-center gap-2">
          <Checkbox
            id="only-differences"
            checked={isShort}
            onChange={({ target }) => setIsShort(target.checked)}
          />
          Only differences
        </label>
      </div>
      {missing.length > 0 && (
        <Alert tone="warning" title={`The registry has no ${missing.join(" and no ")}.`}>
          It may have been removed or renamed.
        </Alert>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keyboard. */}
      <section aria-label="Comparison" tabIndex={0} className="overflow-x-auto rounded-md border">
        <table
          className={cn(
            "w-full table-fixed border-separate border-spacing-0 text-sm max-wide:block",
            models.length > 2 && "min-w-[40rem]",
          )}
        >
          <ModelHeads models={models} />
          <tbody className="max-wide:block">
            <FactRows facts={shown} models={models.length} />
          </tbody>
        </table>
      </section>
    </div>
  );
}

function ModelHeads({ models }: Pick<CompareTableProps, "models">) {
  return (
    <thead className="max-wide:block">
      <tr className={narrowColumns[models.length]}>
        <th
          scope="col"
          className="w-44 border-b px-3 py-2 text-left font-medium text-muted text-xs max-wide:sr-only"
        >
          Fact
        </th>
        {models.map(({ name, displayName }) => (
          <th key={name} scope="col" className="min-w-0 border-b px-3 py-2 text-left align-top">
            <Link href={paths.model(name)} className="break-words rounded-sm font-semibold hover:underline">
              {displayName}
            </Link>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function FactRows({ facts, models }: { facts: readonly ComparedFact[]; models: number }) {
  return facts.map(({ group, title, values, isSame }, at) => (
    <Fragment key={`${group} ${title}`}>
      {facts[at - 1]?.group !== group && (
        <tr className="max-wide:block">
          <th
            colSpan={models + 1}
            scope="colgroup"
            className="border-b bg-surface-2 px-3 py-1.5 text-left font-medium text-muted text-xs max-wide:block"
          >
            <span className={cn("max-wide:inline-block", line)}>{group}</span>
          </th>
        </tr>
      )}
      <tr className={cn(narrowColumns[models], !isSame && "bg-warning-soft")}>
        <th
          scope="row"
          className="border-b px-3 py-1.5 text-left align-top font-normal text-muted max-wide:col-span-full max-wide:border-b-0 max-wide:pb-0 max-wide:text-xs"
        >
          <span className={cn("flex items-start gap-1.5 max-wide:w-fit", line)}>
            <span className="min-w-0 break-words">{title}</span>
            {!isSame && (
              <Diff role="img" aria-label="differs" className="mt-0.5 size-3.5 shrink-0 text-warning" />
            )}
          </span>
        </th>
        {values.map((value, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a value has no name but its column.
          <td key={column} className="min-w-0 break-words border-b px-3 py-1.5 align-top">
            {value ?? <span className="text-muted">–</span>}
          </td>
        ))}
      </tr>
    </Fragment>
  ));
}
