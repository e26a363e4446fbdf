import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { filesBelow } from "./support/read-source.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const text = readFileSync(join(root, "docs/compatibility.md"), "utf8");

type Row = { title: string; head: string[]; cells: string[] };

/** The rows of every table, each with the heading it stands under. */
function rowsOf(markdown: string): Row[] {
  const rows: Row[] = [];
  let title = "";
  let head: string[] | undefined;
  for (const line of markdown.split("\n")) {
    if (line.startsWith("#")) title = line.replace(/^#+ /, "");
    if (!line.startsWith("|")) {
      head = undefined;
      continue;
    }
    const cells = line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
    if (head === undefined) head = cells;
    else if (!cells.every((cell) => /^-+$/.test(cell))) rows.push({ title, head, cells });
  }
  return rows;
}

const rows = rowsOf(text);
const quotedIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, words]) => words ?? []);

describe("what differs from the original is said in docs/compatibility.md", () => {
  it("says of each difference what the original does, what is done here, and why", () => {
    const differences = rows.filter(({ head }) => head.at(-1) === "Why");
    expect(differences.length).toBeGreaterThan(100);
    const unfinished = differences.filter(
      ({ cells }) => cells.length !== 4 || cells.slice(1).some((cell) => cell === ""),
    );
    expect(unfinished.map(({ cells }) => cells)).toEqual([]);
  });

  it("names decisions that there are", () => {
    const there = new Set(readdirSync(join(root, "docs/decisions")).map((file) => file.slice(0, 3)));
    const named = [...text.matchAll(/decisions? (\d{3})(?: and (\d{3}))?/g)].flatMap(([, one, other]) =>
      [one, other].filter((number) => number !== undefined),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((number) => !there.has(number))).toEqual([]);
  });

  it("names files that there are", () => {
    const named = [...text.matchAll(/`(tests\/[^`]+)`|\]\(([^)]+)\)/g)].flatMap(([, inTests, beside]) =>
      inTests ? [inTests] : [`docs/${beside}`],
    );
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("shows the commands that only we have under their names", () => {
    const ours = rows.filter(({ title }) => title === "Servers of models");
    const known = new Set(commandNames.map((name) => commandOf(name).path.join(" ")));
    expect(
      ours.flatMap(({ cells: [names = ""] }) => quotedIn(names)).filter((name) => !known.has(name)),
    ).toEqual([]);
  });

  it("counts no words as gone that are still printed", () => {
    const gone = rows
      .filter(({ title }) => title === "Words that scripts may look for")
      .flatMap(({ cells: [, words = ""] }) => quotedIn(words))
      // What stands for something else is no word to look for.
      .flatMap((words) => words.split(/…|\bn\b/).map((part) => part.trim()))
      .filter((part) => part.length > 5);
    expect(gone.length).toBeGreaterThan(20);
    const source = ["lib", "cli-bridge"]
      .flatMap((folder) => filesBelow(root, folder))
      .map((file) => readFileSync(join(root, file), "utf8"))
      .join("\n");
    expect(gone.filter((words) => source.includes(words))).toEqual([]);
  });
});
