"use client";

import useSWR from "swr";
import { knownRoles, spelledAs } from "#cli-bridge/derive/known-words.ts";
import type { RolesAnswer } from "#cli-bridge/protocol/roles-answer.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { cn } from "#lib/cn.ts";
import { api, paths } from "#lib/paths.ts";
import { LockedNote } from "./edit-field.tsx";
import { EditRole } from "./edit-role.tsx";
import { type EditValues, nameIn, sectionOf } from "./edit-values.ts";
import { OwnRole } from "./own-role.tsx";
import type { EntryEdit } from "./use-entry-edit.ts";

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
        words={wordsToChoose([...played, ...rolesIn(edit.base)])}
        played={played}
        onToggle={toggle}
      />
      <OwnRole
        played={played}
        own={rolesIn(edit.base)}
        isDisabled={isLocked}
        onAdd={(role) => edit.set(`roles.${role}`, edit.base[`roles.${role}`] ?? usualPriority)}
      />
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

/** The usual roles and its own; one of its own stands for the usual one that only capitals set apart from it. */
const wordsToChoose = (own: readonly string[]) => [
  ...new Set([...knownRoles.filter((role) => spelledAs(role, own) === role), ...own]),
];

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
