import { Pencil } from "lucide-react";
import { useRef, useState } from "react";
import type { CommandView } from "#components/command/command-view.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { SettingEditor } from "./setting-editor.tsx";
import type { SettingRow } from "./setting-row.ts";

const sources = {
  option: { tone: "accent", word: "command line" },
  environment: { tone: "accent", word: "environment" },
  "settings.json": { tone: "accent", word: "settings.json" },
  default: { tone: "neutral", word: "default" },
} as const;

type SettingLineProps = { row: SettingRow; save: CommandView };

/** A value in force, where it comes from, the names under which it can be changed, and the change itself. */
export function SettingLine({ row, save }: SettingLineProps) {
  const { label, says, values, from, variable, key, edit } = row;
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  function close() {
    setOpen(false);
    opener.current?.focus();
  }
  return (
    <div className="grid gap-x-6 gap-y-2 px-4 py-3 wide:grid-cols-[14rem_minmax(0,1fr)_auto]">
      <dt className="flex flex-col gap-0.5">
        <span className="font-medium">{label}</span>
        <span className="text-muted text-xs">{says}</span>
      </dt>
      <dd className="flex min-w-0 flex-col gap-1">
        {values.length === 0 && <span className="text-muted">None yet</span>}
        {values.map((value) => (
          <span key={value} className="break-all font-mono text-sm">
            {value}
          </span>
        ))}
        <span className="break-all font-mono text-muted text-xs">
          {[variable, key].filter((name) => name !== undefined).join(" · ")}
        </span>
      </dd>
      <dd className="flex items-start gap-2 wide:justify-end">
        <Badge tone={sources[from].tone}>{sources[from].word}</Badge>
        {edit && (
          <Button
            ref={opener}
            size="sm"
            icon={<Pencil />}
            aria-expanded={isOpen}
            aria-label={`Change ${label}`}
            onClick={() => setOpen(!isOpen)}
          />
        )}
      </dd>
      {edit && isOpen && (
        <dd className="min-w-0 wide:col-span-2 wide:col-start-2">
          <SettingEditor label={label} edit={edit} save={save} onClose={close} />
        </dd>
      )}
    </div>
  );
}
