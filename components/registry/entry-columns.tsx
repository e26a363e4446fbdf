import { Star } from "lucide-react";
import type { ReactNode } from "react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toByteWords } from "#lib/format.ts";
import { CapabilityLetters } from "./capability-letters.tsx";
import { InstalledState } from "./entry-states.tsx";
import { toFacetWords, toFormatWords, toQuantWords } from "./model-words.ts";

export type EntryColumn = {
  id: string;
  title: string;
  /** The name of the order. */
  sort: string;
  /** The width, as a class and in rem. */
  width: string;
  rem: number;
  /** From which width of the list on there is room, where nothing can be measured yet. */
  from: string;
  /** What matters least goes first when the list gets narrow. */
  rank: number;
  isRight?: boolean;
  cell: (entry: EntryRow) => ReactNode;
};

const unknown = <span className="text-muted">–</span>;

/** The columns beside the model's name, in the order in which they stand unless somebody chose another. */
export const entryColumns: readonly EntryColumn[] = [
  {
    ...{ id: "favourite", title: "Favourite", sort: "favourite" },
    ...{ width: "w-7", rem: 1.75, from: "hidden @xl:block", rank: 0 },
    cell: ({ favourite }) =>
      favourite && <Star role="img" aria-label="Favourite" className="size-3.5 fill-accent text-accent" />,
  },
  {
    ...{ id: "format", title: "Format", sort: "format" },
    ...{ width: "w-24", rem: 6, from: "hidden @2xl:block", rank: 3 },
    cell: ({ format }) => (format === undefined ? unknown : toFormatWords(format)),
  },
  {
    ...{ id: "quantization", title: "Quant", sort: "quantization" },
    ...{ width: "w-22", rem: 5.5, from: "hidden @xl:block", rank: 1 },
    cell: ({ quantization }) => (quantization === undefined ? unknown : toQuantWords(quantization)),
  },
  {
    ...{ id: "producer", title: "Producer", sort: "producer" },
    ...{ width: "w-24", rem: 6, from: "hidden @6xl:block", rank: 7 },
    cell: ({ producer }) => producer ?? unknown,
  },
  {
    ...{ id: "capabilities", title: "Caps", sort: "capabilities" },
    ...{ width: "w-26", rem: 6.5, from: "hidden @3xl:block", rank: 4 },
    cell: ({ capabilities }) => <CapabilityLetters capabilities={capabilities} />,
  },
  {
    ...{ id: "size", title: "Size", sort: "size", isRight: true },
    ...{ width: "w-20", rem: 5, from: "hidden @xl:block", rank: 2 },
    cell: ({ sizeBytes }) => (sizeBytes === undefined ? unknown : toByteWords(sizeBytes)),
  },
  {
    ...{ id: "backend", title: "Backend", sort: "backend" },
    ...{ width: "w-22", rem: 5.5, from: "hidden @5xl:block", rank: 6 },
    cell: ({ backend }) => backend,
  },
  {
    ...{ id: "location", title: "Location", sort: "location" },
    ...{ width: "w-34", rem: 8.5, from: "hidden @7xl:block", rank: 9 },
    cell: ({ location }) => location ?? unknown,
  },
  {
    ...{ id: "installed", title: "Installed", sort: "installed" },
    ...{ width: "w-26", rem: 6.5, from: "hidden @6xl:block", rank: 8 },
    cell: (entry) => <InstalledState {...entry} isBrief={true} />,
  },
  {
    ...{ id: "roles", title: "Roles", sort: "roles" },
    ...{ width: "w-36", rem: 9, from: "hidden @4xl:block", rank: 5 },
    cell: (entry) => (entry.roles.length === 0 ? unknown : toRoleWords(entry)),
  },
  {
    ...{ id: "tags", title: "Tags", sort: "tags" },
    ...{ width: "w-34", rem: 8.5, from: "hidden @5xl:block", rank: 10 },
    cell: ({ tags }) => (tags.length === 0 ? unknown : tags.join(", ")),
  },
  {
    ...{ id: "verified", title: "Verified", sort: "verified" },
    ...{ width: "w-26", rem: 6.5, from: "hidden @5xl:block", rank: 11 },
    cell: ({ lastVerified }) => (lastVerified === undefined ? unknown : <TimeAgo at={lastVerified} />),
  },
  {
    ...{ id: "layer", title: "Kept by", sort: "layer" },
    ...{ width: "w-20", rem: 5, from: "hidden @5xl:block", rank: 12 },
    cell: ({ layer }) => toFacetWords("layer", layer),
  },
];

/** The one column that stands before the name. */
export const isStar = ({ id }: Pick<EntryColumn, "id">): boolean => id === "favourite";

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
