import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { cn } from "#lib/cn.ts";
import { toByteWords } from "#lib/format.ts";

type ModelOptionsProps = {
  id: string;
  entries: readonly EntryRow[];
  active: number;
  onActive: (index: number) => void;
  onChoose: (entry: EntryRow) => void;
};

/** What the registry has that looks like the letters typed. */
export function ModelOptions({ id, entries, active, onActive, onChoose }: ModelOptionsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Models in the registry"
      className="absolute inset-x-0 top-9 z-30 max-h-72 overflow-auto rounded-md border border-line bg-float p-1 shadow-float"
    >
      {entries.map((entry, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field; it names the active option.
        <div
          key={entry.name}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={cn(
            "flex min-h-8 cursor-pointer items-center gap-3 rounded-sm px-2",
            index === active && "bg-surface-3",
          )}
          onPointerMove={() => onActive(index)}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(entry);
          }}
        >
          <span className="min-w-0 flex-1 truncate font-mono text-sm">{entry.name}</span>
          <span className="shrink-0 text-muted text-xs">
            {entry.sizeBytes === undefined ? entry.backend : toByteWords(entry.sizeBytes)}
          </span>
        </div>
      ))}
    </div>
  );
}
