import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogue, commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";

const folder = new URL("../../../cli-bridge/catalogue/", import.meta.url);
const vocabulary = [
  "define-command.ts",
  "field.ts",
  "index.ts",
  "shared-fields.ts",
  "transfer-fields.ts",
  "backend-fields.ts",
  "server-fields.ts",
];

describe("the catalogue", () => {
  it("holds one file for each command and no others", () => {
    const files = readdirSync(folder).filter((file) => !vocabulary.includes(file));
    expect(files.sort()).toEqual(commandNames.map((name) => `${name}.ts`).sort());
  });

  it("is plain data that survives a trip through JSON", () => {
    expect(JSON.parse(JSON.stringify(catalogue))).toEqual(catalogue);
  });

  it("defines every command of the original that the page of the original names", () => {
    const named = [
      ..."download scan import-ollama list stats config list-roles analyze normalize-formats".split(" "),
      ..."purge-deprecated purge-logical-only purge-hf reset-discovered prune-duplicates".split(" "),
      ..."restore-ollama backfill-ollama-paths remove verify".split(" "),
    ];
    expect(named.filter((name) => !commandNames.includes(name as never))).toEqual([]);
  });
});

describe.each(commandNames)("%s", (name) => {
  const command = commandOf(name);

  it("is named by its path", () => {
    expect(command.path.join("-")).toBe(name);
  });

  it("names only fields it has", () => {
    const fields = Object.keys(command.fields);
    const named = [command.rehearsal, command.apply, command.confirm, ...(command.changesWith ?? [])];
    const graded = command.severities?.flatMap(({ when }) => when) ?? [];
    for (const field of [...named, ...graded]) if (field !== undefined) expect(fields).toContain(field);
  });

  it("can be rehearsed if it changes what is already there", () => {
    if (command.effect === "destroys" || command.lane === "registry") expect(command.rehearsal).toBeDefined();
  });

  it("has required positionals before optional ones and no two fields with one short form", () => {
    const positionals = Object.values(command.fields).filter((field) => field.spelled === "positional");
    const required = positionals.map((field) => field.required === true);
    expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
    const shorts = Object.values(command.fields).flatMap((field) =>
      [field.short, field.shortNo].filter(Boolean),
    );
    expect(new Set(shorts).size).toBe(shorts.length);
  });
});
