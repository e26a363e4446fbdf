import { toShell } from "#cli-bridge/derive/shell-words.ts";
import { guideOf, type ServerGuide } from "#lib/backends/managed/guide-of.ts";
import { managedKinds } from "#lib/backends/managed/recipe.ts";
import { recipes } from "#lib/backends/managed/recipes/index.ts";
import { readServerValues } from "#lib/backends/managed/server-settings.ts";
import { type Printer, styled } from "../print.ts";
import { entrySaid, nativeLine, toServerWanted } from "../server-wanted.ts";
import type { Handler } from "./index.ts";

export const backendGuide: Handler<"backend-guide"> = async (input, session) => {
  const { print, tellResult } = session;
  const saved = await readServerValues((await session.settings()).home.value);
  const entry = await entrySaid(input, session);
  const kinds = input.kind === undefined ? managedKinds : [input.kind];
  const guides = kinds.map((kind) =>
    guideOf(
      recipes[kind],
      toServerWanted({ ...input, kind }, { entry, saved }),
      kind === "ollama" ? saved : {},
    ),
  );
  for (const guide of guides) printGuide(print, guide);
  print.json({ guides });
  tellResult({
    summary: `${guides.map(({ title }) => title).join(", ")}: how to start by hand.`,
    report: { guides },
  });
  return 0;
};

function printGuide(
  print: Printer,
  { title, install, argv, env, ready, keyVariable, lines = [] }: ServerGuide,
): void {
  print.line(styled("bold", title));
  print.line("  Install: ", `${install.says} (${install.url})`);
  for (const [at, words] of argv.entries()) {
    const isLast = at === argv.length - 1;
    print.line("  ", styled("green", isLast ? nativeLine({ argv: words, env }) : toShell(words)));
  }
  if (keyVariable) print.line(styled("dim", `  Set ${keyVariable} to have it ask its clients for a key.`));
  print.line(styled("dim", `  It can be used when ${ready} answers.`));
  for (const { system, where, text, afterwards } of lines) {
    print.line(`  ${system}: `, styled("dim", where));
    for (const line of text.split("\n")) print.line(`    ${line}`);
    print.line(styled("dim", `    then: ${afterwards}`));
  }
  print.line();
}
