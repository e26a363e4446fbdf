"use client";

import { NativeSelect } from "#components/ui/input.tsx";
import type { ModelGroup, ModelPick } from "./model-choices.ts";

type ModelSelectProps = {
  label: string;
  groups: readonly ModelGroup[];
  pick: ModelPick | undefined;
  /** What the server of a pick is called that is not among the groups. */
  serverName?: string | undefined;
  disabled?: boolean;
  className?: string;
  onPick: (pick: ModelPick) => void;
};

const keyOf = ({ instance, model }: ModelPick) => JSON.stringify([instance, model]);

function pickOf(key: string): ModelPick {
  const [instance = "", model = ""] = JSON.parse(key) as string[];
  return { instance, model };
}

/** A model at a server; a full dot is one that is in memory. */
export function ModelSelect({ label, groups, pick, serverName, onPick, ...rest }: ModelSelectProps) {
  const isListed = groups.some(
    ({ backend, models }) => backend.id === pick?.instance && models.some(({ id }) => id === pick.model),
  );
  return (
    <NativeSelect
      aria-label={label}
      value={pick ? keyOf(pick) : ""}
      onChange={(event) => onPick(pickOf(event.target.value))}
      {...rest}
    >
      {!pick && <option value="">Choose a model</option>}
      {pick && !isListed && (
        <option value={keyOf(pick)}>
          {pick.model}
          {serverName && ` at ${serverName}`}
        </option>
      )}
      {groups.map(({ backend, models }) => (
        <optgroup key={backend.id} label={backend.name}>
          {models.map(({ id, isLoaded }) => (
            <option key={id} value={keyOf({ instance: backend.id, model: id })}>
              {isLoaded ? `● ${id}, in memory` : `○ ${id}`}
            </option>
          ))}
        </optgroup>
      ))}
    </NativeSelect>
  );
}
