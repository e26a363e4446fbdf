import type { CommandView } from "#components/command/command-view.ts";
import { SettingLine } from "./setting-line.tsx";
import type { SettingRow } from "./setting-row.ts";

type SettingListProps = {
  rows: readonly SettingRow[];
  /** The command that changes those that may be changed here. */
  save: CommandView;
};

export function SettingList({ rows, save }: SettingListProps) {
  return (
    <dl className="divide-y divide-line rounded-md border border-line">
      {rows.map((row) => (
        <SettingLine key={row.label} row={row} save={save} />
      ))}
    </dl>
  );
}
