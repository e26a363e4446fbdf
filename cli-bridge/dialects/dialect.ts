import type { CommandName } from "#cli-bridge/catalogue/index.ts";

export type DialectName = "modeldeck" | "imageworks";

/** What a program prints of a fault that its exit code does not tell: a line as a regular expression. */
export type ToldFault = {
  line: string;
  /** What that means, where the line itself does not say it. */
  says?: string;
};

/** How one command is said, where it differs from how commands are said in general. */
export type Spelling = {
  /** How the program tells a rehearsal from the deed; `always acts` has no rehearsal. */
  mode: "apply to act" | "dry run to rehearse" | "either word" | "always acts";
  /** Field names in the order they are said; the rest follow in the order of the catalogue. */
  order?: readonly string[];
  /** Fields that are said even when they have their usual value. */
  explicit?: readonly string[];
  /** Words that are always added, because no one is there to be asked. */
  always?: readonly string[];
  /** Fields that the program does not know. */
  lacks?: readonly string[];
  /** Another word for a field. */
  words?: Readonly<Record<string, string>>;
  /** What the command does there, where what the catalogue says is not true of it. */
  summary?: string;
  /** The word for the command, where it is not the catalogue's. */
  named?: string;
  /** A Python script that is called in place of the program and the command's own words. */
  script?: string;
  tellsFaults?: readonly ToldFault[];
  /** What a person should know of uses that it neither rehearses nor makes a backup of. The first that fits is said. */
  warnings?: readonly { when: readonly string[]; says: string }[];
};

export type Dialect = {
  name: DialectName;
  /** Whether the program reports plans, progress and results on a channel of its own. */
  hasChannel: boolean;
  positionals: "first" | "after dashes";
  joins: "=" | " ";
  /** Fields of our own protocol, left unsaid by a program that does not know them. */
  omits: readonly string[];
  spellingOf: (name: CommandName) => Spelling | undefined;
};
