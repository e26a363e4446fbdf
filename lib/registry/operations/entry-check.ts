export type FileState =
  | "valid"
  | "missing"
  | "changed"
  | "not recorded"
  | "unreadable"
  | "changing"
  | "not a file";

/** What a check found of one file. Hashes are whole here; whoever shows them cuts them. */
export type FileCheck = { path: string; state: FileState; says?: string; recorded?: string; found?: string };

export type EntryState =
  | "valid"
  | "missing"
  | "incomplete"
  | "size changed"
  | "content changed"
  | "lock violated"
  | "unreadable"
  | "changing"
  | "not recorded"
  | "no download"
  | "kept by Ollama";

/** What a check of one entry found. */
export type EntryCheck = {
  name: string;
  state: EntryState;
  says: string;
  path?: string;
  bytes?: number;
  files?: FileCheck[];
  /** Other entries that are made of the same files, which were read once for all of them. */
  sharedWith?: string[];
  /** The version is locked, and this is the locked one. */
  isAsLocked?: boolean;
};

const wrong: ReadonlySet<EntryState> = new Set([
  "missing",
  "incomplete",
  "size changed",
  "content changed",
  "lock violated",
  "unreadable",
  "changing",
]);

export const isWrong = ({ state }: Pick<EntryCheck, "state">): boolean => wrong.has(state);
export const wrongOf = (checks: readonly EntryCheck[]): EntryCheck[] => checks.filter(isWrong);
