import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnyCommand } from "#cli-bridge/catalogue/define-command.ts";
import type { Field } from "#cli-bridge/catalogue/field.ts";
import { type CommandName, commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { checkInput, type Input } from "#cli-bridge/derive/check-input.ts";
import { fieldsOf } from "#cli-bridge/derive/fields-of.ts";
import { acts } from "#cli-bridge/derive/intent-of.ts";
import { parseWords } from "#cli-bridge/derive/parse-words.ts";
import type { Dialect } from "#cli-bridge/dialects/dialect.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { toInvocation } from "#cli-bridge/dialects/to-invocation.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const { modeldeck, imageworks } = dialects;
const program = ["program"];

/** What is said back: usual values fall away, and the mode is said in one way. */
function essence(name: CommandName, input: Input, dialect: Dialect): Input {
  const command = commandOf(name);
  const spelling = dialect.spellingOf(name);
  const always = (spelling?.always ?? []).map((word) => word.slice(2));
  const isAlways = (field: string) =>
    always.includes(field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
  const isSilent = (field: string) => dialect.omits.includes(field) || spelling?.lacks?.includes(field);
  const kept = Object.entries(input)
    .filter(([field]) => field !== command.apply && field !== command.rehearsal && !isSilent(field))
    .map(([field, value]) => [dialect === imageworks && field === "jsonOutput" ? "json" : field, value])
    .filter(([field, value]) => {
      const usual = fieldsOf(command)[String(field)]?.default ?? false;
      return value !== usual && !isAlways(String(field));
    });
  return { ...Object.fromEntries(kept), ...modeOf(command, input, dialect.spellingOf(name)?.mode) };
}

function modeOf(command: AnyCommand, input: Input, mode: string | undefined): Input {
  if (command.apply && (mode === "always acts" || acts(command, input))) return { acts: true };
  if (!command.rehearsal) return {};
  const bareLooks = mode === "dry run to rehearse" || mode === "either word";
  return input[command.rehearsal] === true && (!bareLooks || !command.apply) ? { rehearses: true } : {};
}

function readBack(name: CommandName, input: Input, dialect: Dialect) {
  const { argv } = toInvocation(name, input, dialect, program);
  return parseWords(argv[0] === "program" ? argv.slice(1) : argv, dialect);
}

function expectReadBack(name: CommandName, input: Input, dialect: Dialect): void {
  const parsed = readBack(name, input, dialect);
  expect(parsed.name).toBe(name);
  expect(essence(name, parsed.input, dialect)).toEqual(essence(name, input, dialect));
}

const safeText = (field: Field, dialect: Dialect) =>
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((text) => {
    const plain = field.value.kind === "list" ? text.replaceAll(",", ";") : text;
    return dialect === imageworks || field.value.kind === "list" ? plain.replace(/^-+/, "x") : plain;
  });

function valueArbitrary(field: Field, dialect: Dialect): fc.Arbitrary<unknown> {
  const { value } = field;
  if (value.kind === "truth") return fc.boolean();
  if (value.kind === "integer") return fc.integer({ min: value.min, max: value.max });
  if (value.kind === "decimal")
    return fc.double({ min: value.min, max: value.max, noNaN: true }).map((x) => Number(x.toFixed(3)) + 0);
  if (value.kind === "choice") return fc.constantFrom(...value.choices);
  if (value.kind === "text") return safeText(field, dialect);
  const item = value.choices ? fc.constantFrom(...value.choices) : safeText(field, dialect);
  return fc.array(item, { minLength: 1, maxLength: 3 });
}

function inputArbitrary(name: CommandName, dialect: Dialect): fc.Arbitrary<Input> {
  const lacks = dialect.spellingOf(name)?.lacks ?? [];
  const fields = Object.entries(fieldsOf(commandOf(name))).filter(
    ([field, { spelled }]) => spelled !== "secret" && !lacks.includes(field),
  );
  const required = fields.filter(([, field]) => field.required).map(([field]) => field);
  return fc
    .record(
      Object.fromEntries(fields.map(([field, definition]) => [field, valueArbitrary(definition, dialect)])),
      { requiredKeys: required },
    )
    .filter((input) => checkInput(commandOf(name), input).ok);
}

describe.each([modeldeck, imageworks])("in the dialect $name", (dialect) => {
  const known = commandNames.filter((name) => dialect.spellingOf(name));

  test.each(known)("what is said of %s is understood", (name) => {
    for (const { input } of commandOf(name).examples) {
      const lacks = dialect.spellingOf(name)?.lacks ?? [];
      if (Object.keys(input).some((field) => lacks.includes(field))) continue;
      expectReadBack(name, { ...input }, dialect);
    }
    fc.assert(
      fc.property(inputArbitrary(name, dialect), (input) => expectReadBack(name, input, dialect)),
      { numRuns: 60 },
    );
  });
});

test("the original acts unless it is told to rehearse", () => {
  expect(parseWords(["scan"], imageworks).input).toEqual({ apply: true });
  expect(parseWords(["scan", "--dry-run"], imageworks).input).toEqual({ dryRun: true });
  expect(parseWords(["scan"], modeldeck).input).toEqual({});
});

test.each<[string[], string, object]>([
  [["remove", "tiny", "--purge"], "remove", { name: "tiny", purge: true }],
  [["remove", "--purge", "--", "--apply"], "remove", { name: "--apply", purge: true }],
  [["list", "-f", "gguf", "-d"], "list", { format: "gguf", details: true }],
  [["list", "-dfgguf"], "list", { format: "gguf", details: true }],
  [["list", "-d", "-f=gguf"], "list", { format: "gguf", details: true }],
  [["--json", "trash", "list"], "trash-list", { json: true }],
  [["--registry-dir", "/r", "list", "--json"], "list", { registryDir: "/r", json: true }],
  [["download", "a/b", "-Oy"], "download", { model: "a/b", includeOptional: false, nonInteractive: true }],
  [["download", "a/b", "-f", "awq, gptq"], "download", { model: "a/b", format: ["awq", "gptq"] }],
  [["serve", "--port=5151"], "serve", { port: 5151 }],
  [["list-roles", "--no-json-output"], "list-roles", { jsonOutput: false }],
])("%j is understood", (words, name, input) => {
  expect(parseWords(words, modeldeck)).toEqual({ name, input });
});

test.each<[string[], string, string]>([
  [["lst"], "There is no command lst.", "Did you mean list?"],
  [["trash"], "There is no command trash.", "trash list, trash restore, trash empty"],
  [["trash", "lst"], "There is no command trash lst.", "trash list"],
  [[], "No command was given.", "modeldeck --help"],
  [["list", "--formt", "x"], "list has no option --formt.", "Did you mean --format?"],
  [["list", "--for=x"], "list has no option --for.", "list --help"],
  [["list", "-dx"], "list has no option -x (in -dx).", "list --help"],
  [["list", "--details=yes"], "--details takes no value.", "Say just --details."],
  [["list", "--format"], "--format needs a value.", "--format=…"],
  [["list", "--format", "--details"], "--format needs a value.", "--format=…"],
  [["serve", "--port", "high"], "--port needs a whole number, not high.", "From 0 to 65535."],
  [["list", "extra"], "list does not know what to do with extra.", "list --help"],
  [["download", "a/b", "--token=x"], "--token is a secret and is not said.", "Set HF_TOKEN"],
])("%j is refused with a hint", (words, message, hint) => {
  let refusal: unknown;
  try {
    parseWords(words, modeldeck);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(ConsoleError);
  expect(refusal).toMatchObject({ message, hint: expect.stringContaining(hint) });
});
