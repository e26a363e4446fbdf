import { z } from "zod";
import type { Field, Meaning } from "#cli-bridge/catalogue/field.ts";
import { hasControl, noControl } from "./control-characters.ts";
import { isHost, whatHostIs } from "./host-words.ts";
import { splitItems } from "./item-list.ts";

/** Names may begin with a dash because they follow `--`; nothing else needs to. */
const mayBeginWithDash: readonly Meaning[] = ["model", "item", "prose", "free text"];

const itemsMax = 10_000;

const kindOf = (value: unknown): string => {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return (
    { string: "text", number: "a number", boolean: "yes or no", object: "an object" }[
      typeof value as string
    ] ?? "something else"
  );
};

/** Says in plain words what a value should have been. */
const expecting = (what: string) => ({
  error: ({ input }: { input?: unknown }) =>
    input === undefined ? `Give ${what}.` : `Give ${what}, not ${kindOf(input)}.`,
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: prose may have lines, and nothing else of these.
const controlInProse = /[\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029]/u;
const isWellFormed = (value: string) => value.isWellFormed();

const isAnyText = (of: Meaning) => of === "free text" || of === "prose";

/** One piece of text that can safely be one word of a command. */
export function textSchema(of: Meaning, max: number) {
  return z
    .string(expecting(isAnyText(of) ? "text" : `a ${of}`))
    .min(1, "Give at least one character, or leave it out.")
    .max(max, `Use at most ${max} characters.`)
    .refine(
      (value) => (of === "prose" ? !controlInProse.test(value) : !hasControl(value)),
      of === "prose" ? "Leave out control characters." : noControl,
    )
    .refine((value) => of !== "host" || isHost(value), whatHostIs)
    .refine(isWellFormed, "Use whole characters; half of a surrogate pair is not text.")
    .refine(
      (value) => mayBeginWithDash.includes(of) || !value.startsWith("-"),
      "A value may not begin with a dash; write ./ before a path that does.",
    );
}

function listSchema(value: Extract<Field["value"], { kind: "list" }>, isApart: boolean) {
  const item = textSchema(value.of, 4096).refine(
    (text) => isApart || !text.includes(","),
    "Leave out commas; they separate items.",
  );
  const known = value.choices
    ? item.refine((text) => value.choices?.includes(text), `Choose from ${value.choices.join(", ")}.`)
    : item;
  const items = z
    .array(known, expecting("a list"))
    .min(1, "Give at least one, or leave it out.")
    .max(itemsMax, `Use at most ${itemsMax} items.`);
  return z.preprocess(
    (input) => (typeof input === "string" ? splitList(input, value.of) : input),
    items.refine((list) => list.join(",").length <= value.max, `Use at most ${value.max} characters in all.`),
  );
}

const splitList = (text: string, of: Meaning) =>
  (of === "item" ? splitItems(text) : text.split(",")).map((part) => part.trim());

/** The schema of one field's value. Words of their own may hold commas; so may items, which are escaped. */
export function valueSchema({ value, spelled }: Field): z.ZodType {
  switch (value.kind) {
    case "text":
      return textSchema(value.of, value.max);
    case "list":
      return listSchema(value, spelled === "positional" || value.of === "item");
    case "integer":
      return z
        .number(expecting("a whole number"))
        .int("Give a whole number.")
        .min(value.min, `Use ${value.min} or more.`)
        .max(value.max, `Use ${value.max} or less.`);
    case "decimal":
      return z
        .number(expecting("a number"))
        .min(value.min, `Use ${value.min} or more.`)
        .max(value.max, `Use ${value.max} or less.`);
    case "choice":
      return z.enum(value.choices, { error: `Choose from ${value.choices.join(", ")}.` });
    case "truth":
      return z.boolean(expecting("yes or no"));
  }
}
