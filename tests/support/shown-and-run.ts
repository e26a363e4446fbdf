import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { OpenConsole } from "./open-console.ts";
import { runToEnd } from "./run-ends.ts";
import { validInputs } from "./valid-inputs.ts";

/** The words that a real shell makes of a line. */
export const wordsOfLine = (line: string): string[] =>
  execFileSync("sh", ["-c", `set -- ${line}\nprintf '%s\\0' "$@"`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);

/** Previews and runs so many uses, and tells where what was shown is not what a shell reads or what arrived. */
export async function compareShownAndRun(console: OpenConsole, count: number, seed: number) {
  const waiting = validInputs(console.root, count, seed);
  const shown: string[] = [];
  const wrong: string[] = [];
  const work = async () => {
    for (let use = waiting.pop(); use; use = waiting.pop()) {
      const answer = await console.post(`/api/commands/${use.command}/preview`, { input: use.input });
      const { argv, shell, confirmation, error } = await answer.json();
      const says = JSON.stringify(use);
      if (answer.status !== 200) {
        wrong.push(`preview ${answer.status} ${error?.message}: ${says}`);
        continue;
      }
      if (JSON.stringify(wordsOfLine(shell)) !== JSON.stringify(argv))
        wrong.push(`the line ${shell}: ${says}`);
      const { token, phrase } = confirmation;
      const { status, record } = await runToEnd(console, {
        ...use,
        ...(token && { confirmation: { token, phrase } }),
      });
      if (status !== 201) wrong.push(`run ${status} ${record.error?.message}: ${says}`);
      else shown.push(JSON.stringify(argv.slice(2)));
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  const kept = await readFile(join(console.home, "argv.jsonl"), "utf8").catch(() => "");
  return { wrong, shown: shown.sort(), arrived: kept.split("\n").filter(Boolean).sort() };
}
