/** Values that occur again and again: each once, and for every entry which one it has, or -1. */
export type Dictionary<Value> = { values: Value[]; of: number[] };

/** The columns whose values are few. */
export const namedColumns = [
  "backend",
  "format",
  "quantization",
  "producer",
  "location",
  "layer",
  "family",
  "license",
  "sourceProvider",
] as const;
export type NamedColumn = (typeof namedColumns)[number];

/** What is searched beside the columns and shown in none of them. */
export const searchedParts = ["files", "serving", "defaults", "origin", "notes"] as const;
export type SearchedPart = (typeof searchedParts)[number];

/** What an entry is, each one bit of its flags. */
export const entryFlags = {
  installed: 1,
  deprecated: 2,
  testing: 4,
  logicalOnly: 8,
  locked: 16,
  favourite: 32,
  keptByOllama: 64,
} as const;

/** All entries of a registry, column by column: small enough to be sent whole and to be filtered where it is shown. */
export type RegistryColumns = {
  signature: string;
  name: string[];
  /** Empty where it is the same as the name. */
  displayName: string[];
  /** Empty where it is the same as the name, null where there is none. */
  servedModelId: (string | null)[];
  /** The folder that a path stands in, and its last part; empty where that is the name. */
  folder: Dictionary<string>;
  file: string[];
  aliases: string[];
  /** Bytes, or -1. */
  size: number[];
  flags: number[];
  verified: Dictionary<string>;
  named: Record<NamedColumn, Dictionary<string>>;
  /** Each role with its priority, or -1. */
  roles: Dictionary<[role: string, priority: number][]>;
  tags: Dictionary<string[]>;
  capabilities: Dictionary<Record<string, boolean>>;
  /** Words in lower case. */
  searched: Record<SearchedPart, Dictionary<string>>;
};
