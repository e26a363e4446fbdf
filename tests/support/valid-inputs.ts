import fc from "fast-check";
import type { Field, Meaning } from "#cli-bridge/catalogue/field.ts";
import { type CommandName, commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { fieldsOf } from "#cli-bridge/derive/fields-of.ts";

type Input = Record<string, unknown>;

/** Letters of many kinds and every sign that a shell cares about. */
const letters = fc.constantFrom(..."aZ9 _-.,:;'\"\\$`!*?[]{}()<>|&#~%^=@+/éßя漢字😀\u202e\u00a0\u2013");
const text = (max: number) =>
  fc.array(letters, { minLength: 1, maxLength: max }).map((list) => list.join(""));
const outright: readonly Meaning[] = ["folder", "file", "model list"];

function wordFor(of: Meaning, root: string): fc.Arbitrary<string> {
  if (outright.includes(of))
    return text(12).map((name) => `${root}/${name.replaceAll("/", "_").replace(/^\.+/, "_")}`);
  if (["location", "weights", "backup", "model"].includes(of))
    return text(20).map((name) => `x${name.replace(/[/\\]/g, "_")}`);
  if (of === "host") return fc.constantFrom("localhost", "gpu-1", "192.0.2.7", "::1", "[::1]");
  return text(30).map((name) => `x${name}`);
}

function fitting({ value }: Field, root: string): fc.Arbitrary<unknown> {
  switch (value.kind) {
    case "text":
      return wordFor(value.of, root);
    case "list":
      return value.choices
        ? fc.uniqueArray(fc.constantFrom(...value.choices), { minLength: 1 })
        : fc.array(
            wordFor(value.of, root).map((word) => word.replaceAll(",", "_")),
            { minLength: 1, maxLength: 4 },
          );
    case "integer":
      return fc.integer({ min: value.min, max: value.max });
    case "decimal":
      return fc.double({ min: value.min, max: value.max, noNaN: true }).map((x) => Number(x.toFixed(3)) + 0);
    case "choice":
      return fc.constantFrom(...value.choices);
    case "truth":
      return fc.boolean();
  }
}

/** What a server is told are words and variables, and none of them leads out of the roots. */
const told = text(12).map((said) => `'x${said.replace(/['/\\~.]/g, "_")}'`);
const forServers: Readonly<Record<string, fc.Arbitrary<string>>> = {
  args: told.map((word) => `--x=${word}`),
  env: told.map((word) => `VLLM_X=${word}`),
  set: told.map((word) => `OLLAMA_X=${word}`),
};

function inputOf(name: CommandName, root: string): fc.Arbitrary<Input> {
  const command = commandOf(name);
  const left = new Set(["registryDir", "plan", "yes", command.apply ?? ""]);
  const said = Object.entries(fieldsOf(command)).filter(
    ([field, { spelled }]) => !left.has(field) && spelled !== "secret",
  );
  const needed = said.filter(([, { required }]) => required === true).map(([field]) => field);
  // What acts needs a plan that was shown, so everything here rehearses or reads.
  const server = name.startsWith("backend-") ? forServers : {};
  const values = said.map(([field, definition]) => [
    field,
    field === command.rehearsal ? fc.constant(true) : (server[field] ?? fitting(definition, root)),
  ]);
  const inputs = fc.record(Object.fromEntries(values), { requiredKeys: needed }) as fc.Arbitrary<Input>;
  return inputs.filter(({ name, more }) => more === undefined || name !== undefined);
}

/** Uses of every command that the door should let in, the same ones for the same seed. */
export function validInputs(root: string, count: number, seed: number) {
  const ofTheWeb = commandNames.filter((name) => commandOf(name).tab);
  const uses = fc
    .constantFrom(...ofTheWeb)
    .chain((command) => inputOf(command, root).map((input) => ({ command, input })));
  return fc.sample(uses, { numRuns: count, seed });
}
