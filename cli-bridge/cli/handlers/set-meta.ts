import { setMeta as setting } from "#lib/registry/operations/set-meta.ts";
import { edit } from "../edit.ts";
import type { Handler } from "./index.ts";

export const setMeta: Handler<"set-meta"> = (input, session) => {
  const { name, more = [], tags, addTags, dropTags, clearTags, notes, clearNotes, ...rest } = input;
  const { displayName, was } = rest;
  const favourite = truthOf(rest.favourite);
  const deprecated = truthOf(rest.deprecated);
  const names = [name, ...more];
  const operation = setting({
    ...{ names, tags, addTags, dropTags, clearTags, notes, clearNotes },
    ...{ favourite, deprecated, displayName, was },
  });
  return edit({ name: "set-meta", input, operation, names, noun: "tags and notes" }, session);
};

const truthOf = (word: string | undefined) => (word === undefined ? undefined : word === "yes");
