import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Entry } from "../entry.ts";
import { isFavourite, tagsOf } from "../entry-marks.ts";
import { tableOr } from "./edit-aspects.ts";
import { type Edit, editEntries } from "./edit-entries.ts";
import type { Operation } from "./maintain.ts";
import { wordsAfter, wordsIn } from "./words-after.ts";

export type MetaWanted = {
  names: readonly string[];
  tags?: readonly string[] | undefined;
  addTags?: readonly string[] | undefined;
  dropTags?: readonly string[] | undefined;
  clearTags?: boolean | undefined;
  notes?: string | undefined;
  clearNotes?: boolean | undefined;
  favourite?: boolean | undefined;
  deprecated?: boolean | undefined;
  displayName?: string | undefined;
  was?: string | undefined;
};

/** Says what a person thinks of models: tags, a note, a favourite. A lock holds the model fast, not what is thought of it. */
export function setMeta(wanted: MetaWanted): Operation {
  const { names, was, clearTags, tags, clearNotes, notes, displayName, ...rest } = wanted;
  if ((clearTags && tags) || (clearNotes && notes)) {
    throw new ConsoleError("bad-input", "The same cannot be set and cleared at once.", {
      hint: "Say what it is to be, or that it is to go.",
    });
  }
  if (displayName !== undefined && displayName.trim() === "") {
    throw new ConsoleError("bad-input", "A model needs a name on screen.", {
      hint: "Leave --display-name out.",
    });
  }
  const said = [tags, notes, displayName, ...Object.values(rest)];
  if (!clearTags && !clearNotes && said.every((value) => value === undefined)) {
    throw new ConsoleError("bad-input", "Nothing was said about tags or notes.", {
      hint: "Say --tags, --add-tags, --drop-tags, --notes, --favourite, --deprecated or --display-name.",
    });
  }
  return (registry) => {
    const { elsewhere } = wordsIn(registry.layers, names, ({ metadata }) =>
      tagsOf({ metadata: tableOr(metadata) }),
    );
    const edit = (entry: Entry) => editOf(entry, wanted, elsewhere);
    return editEntries({ names, was, aspect: "meta", edit })(registry);
  };
}

function editOf(entry: Entry, wanted: MetaWanted, knownTags: ReadonlySet<string>): Edit | undefined {
  const { notes, clearNotes, favourite, deprecated, displayName } = wanted;
  const before = entry.metadata;
  const after = new Map(Object.entries(before));
  const setOrDrop = (key: string, value: unknown, isEmpty: boolean) =>
    isEmpty ? after.delete(key) : after.set(key, value);
  const { tags: all, addTags: add, dropTags: drop, clearTags: clear } = wanted;
  const { words: tags, warnings } = wordsAfter(tagsOf(entry), { all, add, drop, clear }, knownTags);
  if (tags.join("\n") !== tagsOf(entry).join("\n")) setOrDrop("tags", tags, tags.length === 0);
  if (clearNotes || notes !== undefined) setOrDrop("notes", notes, clearNotes || notes?.trim() === "");
  if (favourite !== undefined && favourite !== isFavourite(entry)) setOrDrop("favourite", true, !favourite);
  const isDeprecated = deprecated ?? entry.deprecated;
  const own = {
    ...(isDeprecated !== entry.deprecated && { deprecated: isDeprecated }),
    ...(displayName !== undefined && displayName !== entry.displayName && { display_name: displayName }),
  };
  const metadata = Object.fromEntries(after);
  const isSame = JSON.stringify(metadata) === JSON.stringify(before);
  if (isSame && Object.keys(own).length === 0) return { patch: {}, why: "", warnings };
  return {
    why: [!isSame && "tags and notes", ...Object.keys(own).map(toWords)].filter(Boolean).join(", "),
    patch: { ...(!isSame && { metadata }), ...own },
    sparesLock: Object.keys(own).length === 0,
    warnings: [...warnings, ...(isDeprecated && !entry.deprecated ? warningsOf(entry) : [])],
  };
}

const toWords = (key: string) => key.replace("_", " ");

/** The original takes the mark back with its next save, unless a person keeps the entry. */
const warningsOf = ({ name, layer, roles }: Entry) => [
  ...(layer === "discovered"
    ? [`${name} is kept by tools: the original tool forgets that it is deprecated when it next saves.`]
    : []),
  ...(roles.length > 0 ? [`${name} no longer stands for ${roles.join(", ")} while it is deprecated.`] : []),
];
