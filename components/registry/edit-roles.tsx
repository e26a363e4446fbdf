"use client";

import { Plus } from "lucide-react";
import { useId, useState } from "react";
import useSWR from "swr";
import type { RolesAnswer } from "#cli-bridge/protocol/roles-answer.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";
import { api, paths } from "#lib/paths.ts";
import { LockedNote } from "./edit-field.tsx";
import { EditRole } from "./edit-role.tsx";
import { type EditValues, nameIn, sectionOf } from "./edit-values.ts";
import type { EntryEdit } from "./use-entry-edit.ts";

/** The roles that the tools of this family know; any other word is one too. */
export const knownRoles = [
  ...["caption", "keywords", "description", "narration", "object_detection", "vision_general"],
  ...["chat", "code", "reasoning", "ocr", "embedding"],
] as const;

const usualPriority = "50";

const rolesIn = (values: EditValues): string[] =>
  Object.keys(values)
    .filter((key) => sectionOf(key) === "roles")
    .map(nameIn);

/** The roles a model plays, and how much it is preferred in each. */
export function EditRoles({ edit }: { edit: EntryEdit }) {
  const played = rolesIn(edit.values);
  const asked = played.toSorted();
  const { data } = useSWR<RolesAnswer, Error>(
    asked.length === 0 ? null : api.registryRoles(asked),
    fetchAnswer,
    { keepPreviousData: true, revalidateOnFocus: false },
  );
  const isLocked = edit.details.locked;
  const toggle = (role: string) =>
    edit.set(
      `roles.${role}`,
      played.includes(role) ? undefined : (edit.base[`roles.${role}`] ?? usualPriority),
    );
  return (
    <div className="flex flex-col gap-5">
      <LockedNote edit={edit} />
      <RoleChips
        edit={edit}
        words={[...new Set([...knownRoles, ...played, ...rolesIn(edit.base)])]}
        played={played}
        onToggle={toggle}
      />
      <OwnRole isDisabled={isLocked} onAdd={(role) => edit.set(`roles.${role}`, usualPriority)} />
      {played.length === 0 ? (
        <p className="text-muted text-sm">This model has no role, so nothing chooses it by itself.</p>
      ) : (
        <ul className="flex flex-col gap-4">
          {played.map((role) => (
            <EditRole
              key={role}
              edit={edit}
              role={role}
              standing={data?.roles.find((one) => one.role === role)}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-3 text-muted text-sm">
        <span className="min-w-0 flex-1">Of the models with a role, the highest priority is chosen.</span>
        <LinkButton size="sm" variant="ghost" href={paths.browseRoles()}>
          <span>Who wins each role</span>
        </LinkButton>
      </div>
    </div>
  );
}

type RoleChipsProps = {
  edit: EntryEdit;
  words: readonly string[];
  played: readonly string[];
  onToggle: (role: string) => void;
};

function RoleChips({ edit, words, played, onToggle }: RoleChipsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn around what is only a row of chips.
    <div role="group" aria-label="Roles" className="flex flex-wrap gap-1.5">
      {words.map((role) => (
        <button
          key={role}
          type="button"
          aria-pressed={played.includes(role)}
          disabled={edit.details.locked}
          className={cn(
            "h-7 rounded-full border border-line-strong px-2.5 text-ink text-sm transition-colors hover:bg-surface-2 disabled:opacity-55 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-strong",
            edit.base[`roles.${role}`] !== edit.values[`roles.${role}`] && "border-dashed",
          )}
          onClick={() => onToggle(role)}
        >
          {role}
        </button>
      ))}
    </div>
  );
}

type OwnRoleProps = { isDisabled: boolean; onAdd: (role: string) => void };

function OwnRole({ isDisabled, onAdd }: OwnRoleProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const role = typed.trim();
  const isSound = role !== "" && role.length <= 64 && !/[,=]/.test(role);
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSound) return;
        onAdd(role);
        setTyped("");
      }}
    >
      <label htmlFor={id} className="flex min-w-0 flex-1 flex-col gap-1 text-sm">
        A role of your own
        <Input
          id={id}
          value={typed}
          disabled={isDisabled}
          maxLength={64}
          placeholder="summary"
          onChange={(event) => setTyped(event.target.value.replace(/[,=]/g, ""))}
        />
      </label>
      <Button type="submit" icon={<Plus aria-hidden="true" />} disabled={isDisabled || !isSound}>
        Add
      </Button>
    </form>
  );
}
