import type { ServerGuide } from "#cli-bridge/protocol/server-setup.ts";
import { guidesOf } from "#lib/backends/managed/guide-of.ts";
import { readServerValues } from "#lib/backends/managed/server-settings.ts";
import { entrySaid } from "../entry-said.ts";
import { type Printer, styled } from "../print.ts";
import type { Handler } from "./index.ts";

export const backendGuide: Handler<"backend-guide"> = async (input, session) => {
  const { print, tellResult } = session;
  const saved = await readServerValues((await session.settings()).home.value);
  const { kind, model, port } = input;
  const entry = await entrySaid(input, session);
  const guides = await guidesOf({ said: { kind, model, port }, entry, saved, env: process.env });
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
  { title, program, install, commands, ready, keyVariable, lines = [] }: ServerGuide,
) {
  print.line(styled("bold", title), styled("dim", program ? `  ${program}` : "  not installed"));
  if (program === undefined) print.line(`  Install: ${install.says} (${install.url})`);
  for (const line of commands) print.line("  ", styled("green", line));
  if (keyVariable) print.line(styled("dim", `  Set ${keyVariable} to have it ask its clients for a key.`));
  print.line(styled("dim", `  It can be used when ${ready} answers.`));
  for (const { system, where, text, afterwards } of lines) {
    print.line(`  ${system}: `, styled("dim", where));
    for (const line of text.split("\n")) print.line(`    ${line}`);
    print.line(styled("dim", `    then: ${afterwards}`));
  }
  print.line();
}
