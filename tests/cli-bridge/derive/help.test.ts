import { expect, test } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { helpOf, overview } from "#cli-bridge/derive/help.ts";

test("the overview names every command once, grouped as the console groups them", () => {
  const text = overview("1.2.3");
  for (const name of commandNames) {
    const lines = text.split("\n").filter((line) => line.startsWith(`  ${commandOf(name).path.join(" ")}  `));
    expect(lines).toHaveLength(1);
  }
  expect(text).toMatchSnapshot();
});

test.each(commandNames)("the help of %s tells its words, its effect and its examples", (name) => {
  const text = helpOf(name);
  for (const { runs } of commandOf(name).examples) expect(text).toContain(`modeldeck ${runs}\n`);
  if (commandOf(name).apply) expect(text).toContain("rehearses unless --apply is given");
});

test.each(["remove", "list", "download", "verify"] as const)("the help of %s reads well", (name) => {
  expect(helpOf(name)).toMatchSnapshot();
});
