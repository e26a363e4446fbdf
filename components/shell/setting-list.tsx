import { Badge } from "#components/ui/badge.tsx";

export type SettingRow = {
  label: string;
  says: string;
  values: readonly string[];
  from: "option" | "environment" | "settings.json" | "default";
  variable: string;
  /** Its key in settings.json; the home has none, since the file lies in it. */
  key?: string;
};

const sources = {
  option: { tone: "accent", word: "command line" },
  environment: { tone: "accent", word: "environment" },
  "settings.json": { tone: "accent", word: "settings.json" },
  default: { tone: "neutral", word: "default" },
} as const;

/** Each value in force, where it comes from, and the two names under which it can be changed. */
export function SettingList({ rows }: { rows: readonly SettingRow[] }) {
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
            <span className="font-mono text-muted text-xs">
              {row.variable}
              {row.key !== undefined && ` · ${row.key}`}
            </span>
          </dd>
          <dd>
            <Badge tone={sources[row.from].tone}>{sources[row.from].word}</Badge>
          </dd>
        </div>
      ))}
    </dl>
  );
}
