"use client";

import { Crown, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { RoleStanding } from "#cli-bridge/protocol/roles-answer.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { faultOfNumber, rangeOf } from "./edit-faults.ts";
import { ChangeDot } from "./edit-field.tsx";
import { saysSame } from "./edit-same.ts";
import { valueWordsOf } from "./edit-values.ts";
import type { EntryEdit } from "./use-entry-edit.ts";

type EditRoleProps = { edit: EntryEdit; role: string; standing: RoleStanding | undefined };

/** One role with its priority, and whether that is enough to be chosen. */
export function EditRole({ edit, role, standing }: EditRoleProps) {
  const id = useId();
  const key = `roles.${role}`;
  const value = edit.values[key] ?? "";
  const before = edit.base[key];
  const range = rangeOf(key) ?? { min: 0, max: 100, step: 1 };
  const fault = faultOfNumber(value, range);
  const { locked } = edit.details;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1">
      <span id={id} className="flex min-w-0 items-baseline gap-1.5 font-medium text-sm">
        <span className="truncate">{role}</span>
        {!saysSame(key, before, edit.values[key]) && (
          <ChangeDot says={`changed, was ${valueWordsOf(key, before)}`} />
        )}
      </span>
      <span className="flex items-center gap-1">
        <span className="w-14">
          <Input
            value={value}
            disabled={locked}
            inputMode="numeric"
            aria-label={`Priority of ${role}`}
            aria-invalid={fault !== undefined || undefined}
            aria-describedby={`${id}-says`}
            placeholder="–"
            className="text-right tabular-nums"
            onChange={(event) => edit.set(key, event.target.value)}
          />
        </span>
        <Button
          variant="ghost"
          size="sm"
          disabled={locked}
          icon={<X aria-hidden="true" />}
          aria-label={`Take the role ${role} away`}
          onClick={() => edit.set(key, undefined)}
        />
      </span>
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        disabled={locked}
        value={fault === undefined && value !== "" ? value : "0"}
        aria-labelledby={id}
        className="col-span-2 h-4 w-full accent-accent"
        onChange={(event) => edit.set(key, event.target.value)}
      />
      <div id={`${id}-says`} className="col-span-2 text-muted text-xs">
        {fault ? (
          <FieldError>{fault}</FieldError>
        ) : (
          <Standing edit={edit} standing={standing} priority={Number(value || 0)} />
        )}
      </div>
    </li>
  );
}

type StandingProps = { edit: EntryEdit; standing: RoleStanding | undefined; priority: number };

/** How it would stand with this priority, against what the others have now. */
function Standing({ edit, standing, priority }: StandingProps) {
  if (standing === undefined) return <span>…</span>;
  const { name, deprecated, capabilities } = edit.details;
  const self = standing.contenders.find((one) => one.name === name);
  if (deprecated) return <span>Never chosen: it is deprecated.</span>;
  if (needsSight.has(standing.role) && capabilities.vision !== true)
    return <span>Never chosen: {standing.role} takes a model that can see.</span>;
  const rival = standing.contenders.find((one) => one.isAble && one.name !== name);
  if (rival === undefined) return <Wins>it is the only one that can.</Wins>;
  const words = (
    <>
      <span className="break-all">{rival.displayName}</span> ({rival.priority})
    </>
  );
  const isTie = rival.priority === priority;
  const wins = isTie ? self?.wins === true && self.priority === priority : priority > rival.priority;
  if (wins) return <Wins>next is {words}.</Wins>;
  const isSettled = isTie && self?.priority === priority;
  return (
    <span>
      {isTie && !isSettled ? "As high as " : "Loses to "}
      {words}
      {isTie && (isSettled ? ", which stands before it" : "; of equals the first in the registry is chosen")}.
    </span>
  );
}

const needsSight: ReadonlySet<string> = new Set(["caption", "keywords", "description", "narration"]);

function Wins({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1">
      <Crown aria-hidden="true" className="size-3.5 shrink-0 text-ok" />
      <span>
        <span className="font-medium text-ok">Wins</span>: {children}
      </span>
    </span>
  );
}
