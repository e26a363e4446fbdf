import { FieldLegend, FieldSet } from "#components/ui/field.tsx";
import type { CommandView } from "./command-view.ts";
import { type RemovalMode, removalModes, saysOfRemoval } from "./removal-modes.ts";

type RemovalModeChoiceProps = {
  mode: RemovalMode;
  onMode: (mode: RemovalMode) => void;
  view: Pick<CommandView, "tellsPlan">;
};

/** How much of a model goes. */
export function RemovalModeChoice({ mode, onMode, view }: RemovalModeChoiceProps) {
  return (
    <FieldSet>
      <FieldLegend>How much of it</FieldLegend>
      <div className="grid gap-2 sm:grid-cols-2">
        {removalModes.map(({ key, title }) => (
          <label
            key={key}
            htmlFor={`remove-${key}`}
            className="flex items-start gap-2 rounded-md border border-line px-3 py-2 hover:bg-surface-2 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              id={`remove-${key}`}
              type="radio"
              name="mode"
              className="mt-0.5 size-4 shrink-0 accent-accent"
              checked={mode === key}
              onChange={() => onMode(key)}
            />
            <span className="flex min-w-0 flex-col">
              <span className="font-medium">{title}</span>
              <span className="text-muted text-sm">{saysOfRemoval(key, view)}</span>
            </span>
          </label>
        ))}
      </div>
    </FieldSet>
  );
}
