import type { CommandView } from "#components/command/command-view.ts";
import { Badge } from "#components/ui/badge.tsx";
import { SettingEditor } from "./setting-editor.tsx";
import type { SettingRow } from "./setting-row.ts";

const sources = {
  option: { tone: "accent", word: "command line" },
  environment: { tone: "accent", word: "environment" },
  "settings.json": { tone: "accent", word: "settings.json" },
  default: { tone: "neutral", word: "default" },
} as const;

type SettingListProps = {
  rows: readonly SettingRow[];
  /** The command that changes those that may be changed here. */
  save: CommandView;
};

/** Each value in force, where it comes from, the names under which it can be changed, and the change itself. */
export function SettingList({ rows, save }: SettingListProps) {
  return (
    <dl className="divide-y divide-line rounded-md border border-line">
      {rows.map((row) => (
        <div
          key={row.label}
          className="grid gap-x-6 gap-y-2 px-4 py-3 wide:grid-cols-[14rem_minmax(0,1fr)_auto]"
        >
          <dt className="flex flex-col gap-0.5">
            <span className="font-medium">{row.label}</span>
            <span className="text-muted text-xs">{row.says}</span>
          </dt>
          <dd className="flex min-w-0 flex-col gap-1">
            {row.values.length === 0 && <span className="text-muted">None yet</span>}
            {row.values.map((value) => (
              <span key={value} className="break-all font-mono text-sm">
                {value}
              </span>
            ))}
            <span className="break-all font-mono text-muted text-xs">
              {[row.variable, row.key].filter((name) => name !== undefined).join(" · ")}
            </span>
          </dd>
          <dd>
            <Badge tone={sources[row.from].tone}>{sources[row.from].word}</Badge>
          </dd>
          {row.edit && (
            <dd className="min-w-0 wide:col-span-2 wide:col-start-2">
              <SettingEditor label={row.label} edit={row.edit} save={save} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
