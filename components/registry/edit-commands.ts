import { quoteWord, splitWords } from "#cli-bridge/derive/argument-words.ts";
import { isSameWord } from "#cli-bridge/derive/known-words.ts";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import type { EditChange } from "./edit-merge.ts";
import { settledText } from "./edit-same.ts";
import {
  type EditSection,
  type EditValues,
  editSections,
  nameIn,
  sectionOf,
  stopOf,
  tagsOf,
} from "./edit-values.ts";

export type EditCommand = { command: string; input: Readonly<Record<string, unknown>> };

const commands: Readonly<Record<EditSection, string>> = {
  roles: "set-roles",
  backend: "set-backend",
  args: "set-args",
  defaults: "set-defaults",
  meta: "set-meta",
};

const toWord = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The commands that save an edit, one for each section that has changed. */
export function commandsOf(
  { name, marks }: Pick<EntryDetails, "name" | "marks">,
  values: EditValues,
  changes: readonly EditChange[],
): EditCommand[] {
  return editSections.flatMap((section) => {
    const own = changes.filter(({ key }) => sectionOf(key) === section);
    if (own.length === 0) return [];
    const input = inputs[section](own, values);
    return [{ command: commands[section], input: { name, ...input, was: marks[section] } }];
  });
}

const hasComma = (role: string): boolean => role.includes(",");

type ToInput = (changes: readonly EditChange[], values: EditValues) => Record<string, unknown>;

const inputs: Readonly<Record<EditSection, ToInput>> = {
  roles: (changes, values) => {
    const roles = Object.keys(values)
      .filter((key) => sectionOf(key) === "roles")
      .map(nameIn);
    const add = changes.flatMap(({ key, before }) => (before === undefined ? nameIn(key) : []));
    const drop = changes.flatMap(({ key, after }) => (after === undefined ? nameIn(key) : []));
    const priority = changes.flatMap(({ key, before, after }) =>
      after === undefined || (after === "" && before === undefined) ? [] : [`${nameIn(key)}=${after}`],
    );
    if (roles.length === 0) return { clear: true };
    // No list can name a role with a comma: one that goes is left out of those that stay.
    if (drop.some(hasComma)) return { roles, ...(priority.length > 0 && { priority }) };
    // What is not changed is not said, so that it stays however it is spelled.
    return {
      ...(add.length > 0 && { add }),
      ...(drop.length > 0 && { drop }),
      ...(priority.length > 0 && { priority }),
    };
  },
  backend: (changes) => {
    const unset = changes.filter(({ key, after }) => after === undefined && nameIn(key) !== "port");
    return {
      ...said(changes, (key, after) =>
        key === "port" ? Number(after) : settledText(`backend.${key}`, after),
      ),
      ...(changes.some(({ key, after }) => nameIn(key) === "port" && after === undefined) && { port: 0 }),
      ...(unset.length > 0 && { unset: unset.map(({ key }) => toWord(nameIn(key))) }),
    };
  },
  args: (_changes, values) => {
    const { words } = splitWords(values["args.args"] ?? "");
    return words.length === 0 ? { clear: true } : { args: words.map(quoteWord).join(" ") };
  },
  defaults: (changes) => {
    const unset = changes.filter(({ after }) => after === undefined);
    return {
      ...said(changes, (key, after) => (key === "stop" ? JSON.stringify(stopOf(after)) : Number(after))),
      ...(unset.length > 0 && { unset: unset.map(({ key }) => toWord(nameIn(key))) }),
    };
  },
  meta: (changes) => Object.fromEntries(changes.flatMap(metaWords)),
};

function said(changes: readonly EditChange[], toValue: (name: string, after: string) => unknown) {
  return Object.fromEntries(
    changes.flatMap(({ key, after }) =>
      after === undefined ? [] : [[nameIn(key), toValue(nameIn(key), after)] as const],
    ),
  );
}

function metaWords({ key, before, after }: EditChange): [string, unknown][] {
  const name = nameIn(key);
  if (name === "favourite" || name === "deprecated") return [[name, after === "yes" ? "yes" : "no"]];
  if (name === "displayName") return after === undefined ? [] : [[name, after]];
  if (name === "tags") {
    const tags = tagsOf(after ?? "");
    if (tags.length === 0) return [["clearTags", true]];
    const had = tagsOf(before ?? "");
    const isMore = tags.length > had.length && had.every((tag, at) => tags[at] === tag);
    if (isMore) return [["addTags", tags.slice(had.length)]];
    // What is not taken away by name keeps its capitals.
    const respelled = had.filter(
      (tag) => !tags.includes(tag) && tags.some((other) => isSameWord(tag, other)),
    );
    return [["tags", tags], ...(respelled.length > 0 ? [["dropTags", respelled] as [string, unknown]] : [])];
  }
  return [after === undefined ? ["clearNotes", true] : ["notes", after]];
}
