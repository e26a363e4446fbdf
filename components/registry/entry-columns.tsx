import type { ReactNode } from "react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { toByteWords } from "#lib/format.ts";
import { CapabilityLetters } from "./capability-letters.tsx";
import { InstalledState } from "./entry-states.tsx";
import { toFormatWords, toQuantWords } from "./model-words.ts";

export type EntryColumn = {
  id: string;
  title: string;
  /** The name of the order in the API; without it the column cannot be sorted by. */
  sort?: string;
  /** Width, and from which width of the table on there is room for it. */
  place: string;
  cell: (entry: EntryRow) => ReactNode;
};

const unknown = <span className="text-muted">–</span>;

/** The columns beside the model's name. Those that matter least go first when the table gets narrow. */
export const entryColumns: readonly EntryColumn[] = [
  {
    id: "format",
    title: "Format",
    sort: "format",
    place: "w-24 hidden @3xl:table-cell",
    cell: ({ format }) => (format === undefined ? unknown : toFormatWords(format)),
  },
  {
    id: "quantization",
    title: "Quant",
    sort: "quantization",
    place: "w-22 hidden @xl:table-cell",
    cell: ({ quantization }) => (quantization === undefined ? unknown : toQuantWords(quantization)),
  },
  {
    id: "producer",
    title: "Producer",
    sort: "producer",
    place: "w-24 hidden @5xl:table-cell",
    cell: ({ producer }) => producer ?? unknown,
  },
  {
    id: "capabilities",
    title: "Caps",
    place: "w-26 hidden @2xl:table-cell",
    cell: ({ capabilities }) => <CapabilityLetters capabilities={capabilities} />,
  },
  {
    id: "size",
    title: "Size",
    sort: "size",
    place: "w-20 hidden @xl:table-cell text-right",
    cell: ({ sizeBytes }) => (sizeBytes === undefined ? unknown : toByteWords(sizeBytes)),
  },
  {
    id: "backend",
    title: "Backend",
    sort: "backend",
    place: "w-22 hidden @4xl:table-cell",
    cell: ({ backend }) => backend,
  },
  {
    id: "location",
    title: "Location",
    place: "w-34 hidden @7xl:table-cell",
    cell: ({ location }) => location ?? unknown,
  },
  {
    id: "installed",
    title: "Installed",
    place: "w-26 hidden @6xl:table-cell",
    cell: (entry) => <InstalledState installed={entry.installed} logicalOnly={entry.logicalOnly} />,
  },
  {
    id: "roles",
    title: "Roles",
    place: "w-36 hidden @2xl:table-cell",
    cell: (entry) => (entry.roles.length === 0 ? unknown : toRoleWords(entry)),
  },
];

/** Roles with their priority, the ones this model is most likely to be chosen for first. */
export function toRoleWords({ roles, rolePriority }: Pick<EntryRow, "roles" | "rolePriority">): string {
  const priorityOf = (role: string) => rolePriority[role] ?? -1;
  return [...roles]
    .sort((one, other) => priorityOf(other) - priorityOf(one))
    .map((role) => (rolePriority[role] === undefined ? role : `${role} ${rolePriority[role]}`))
    .join(", ");
}

/** The second line of a row where there is no room for columns. */
export function toSecondLine(entry: EntryRow): string {
  const size = entry.sizeBytes === undefined ? undefined : toByteWords(entry.sizeBytes);
  const { quantization, format, backend } = entry;
  const kind = quantization === undefined ? format && toFormatWords(format) : toQuantWords(quantization);
  return [kind, size, backend].filter(Boolean).join(" · ");
}
