import { overrideVariable, profilesAnswerOf } from "#lib/state/profiles/profiles-answer-of.ts";
import { profilesKey, profilesPath } from "#lib/state/profiles/profiles-file.ts";
import { styled } from "../print.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

const columns = ["max_vram_mb", "max_concurrent_models", "strategy", "model_selection_bias"];

export const profiles: Handler<"profiles"> = async (input, { print, settings }) => {
  const { profilesFile } = await settings();
  const answer = await profilesAnswerOf(profilesPath(input.file, profilesFile.value), process.env);
  const { file, exists, settings: table, fields, roles, rule, override } = answer;
  print.json(answer);
  if (!exists) {
    print.line(`There is no file ${file}.`);
    print.line(styled("dim", "Name one with --file, or set MODELDECK_PROFILES_FILE."));
    return 0;
  }
  print.line(styled("bold", file));
  for (const line of JSON.stringify(table, undefined, 2).split("\n")) print.line(line);
  print.line();
  const cell = (profile: string, key: string) => {
    const [found] = fields.filter(
      ({ path: [head, name, last] }) => head === profilesKey && name === profile && last === key,
    );
    return String(found?.value ?? "-");
  };
  const titles = ["Profile", ...columns].map((title) => ({ title }));
  printTable(
    print,
    titles,
    answer.profiles.map((name) => [name, ...columns.map((key) => cell(name, key))]),
  );
  print.line();
  const assigned = fields
    .filter(({ key }) => roles.includes(key))
    .map(({ key, value }) => [key, String(value)]);
  if (assigned.length > 0) printTable(print, [{ title: "Role" }, { title: "Model" }], assigned);
  print.line();
  print.line(override ? `${overrideVariable} asks for ${override}.` : `${overrideVariable} is not set.`);
  printTable(
    print,
    [{ title: "When" }, { title: "Profile" }],
    rule.map(({ when, profile }) => [when, profile]),
  );
  return 0;
};
