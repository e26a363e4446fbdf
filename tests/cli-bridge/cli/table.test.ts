import { expect, test } from "vitest";
import { makePrinter, type Printer, styled } from "#cli-bridge/cli/print.ts";
import { printTable } from "#cli-bridge/cli/table.ts";
import { cutTo, toVisible, widthOf } from "#cli-bridge/cli/visible-text.ts";

type Screen = { printer: Printer; text: () => string };

function makeScreen({ columns, env = {} }: { columns?: number; env?: Record<string, string> } = {}): Screen {
  let said = "";
  const write = (text: string) => {
    said += text;
    return true;
  };
  const stream = {
    write: write as NodeJS.WriteStream["write"],
    isTTY: columns !== undefined,
    ...(columns && { columns }),
  };
  const printing = {
    stdout: stream,
    stderr: stream,
    env: { NODE_ENV: "test" as const, ...env },
    json: false,
  };
  return { printer: makePrinter(printing), text: () => said };
}

const columns = [{ title: "Name" }, { title: "Size", align: "right" as const }];

test("columns stand under their titles, also for wide characters", () => {
  const screen = makeScreen();
  printTable(screen.printer, columns, [
    ["plain", "1.0 KB"],
    ["名前", "10.0 KB"],
  ]);
  expect(screen.text()).toBe("Name      Size\nplain   1.0 KB\n名前   10.0 KB\n");
});

test("one long value does not push the other columns away from those who look", () => {
  const rows = [["x".repeat(500), "1.0 KB"]];
  const limited = [{ title: "Name", most: 20 }, { title: "Size" }];
  const screen = makeScreen({ columns: 200 });
  printTable(screen.printer, limited, rows);
  expect(screen.text()).toContain(`${"x".repeat(19)}…  1.0 KB\n`);
  const piped = makeScreen();
  printTable(piped.printer, limited, rows);
  expect(piped.text()).toContain("x".repeat(500));
});

test("off a terminal nothing is cut; on a narrow one the widest value is", () => {
  const rows = [["x".repeat(60), "1.0 KB"]];
  const wide = makeScreen();
  printTable(wide.printer, columns, rows);
  expect(wide.text()).toContain("x".repeat(60));
  const narrow = makeScreen({ columns: 30, env: { NO_COLOR: "1" } });
  printTable(narrow.printer, columns, rows);
  for (const line of narrow.text().trimEnd().split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(30);
  expect(narrow.text()).toContain("…  1.0 KB");
});

test("colours are for terminals, and not for those who decline them", () => {
  for (const [screen, isColoured] of [
    [makeScreen({ columns: 80 }), true],
    [makeScreen({ columns: 80, env: { NO_COLOR: "1" } }), false],
    [makeScreen(), false],
  ] as const) {
    screen.printer.line(styled("red", "gone"));
    expect(screen.text().includes("\u001b[31m")).toBe(isColoured);
  }
});

test("what would act on a terminal is shown", () => {
  expect(toVisible("a\u001b]0;x\u0007\u202eb\n")).toBe("a\\u001b]0;x\\u0007\\u202eb\\u000a");
  expect(toVisible("Ähre 名前")).toBe("Ähre 名前");
});

test.each([
  ["abc", 3, "abc"],
  ["abcd", 3, "ab…"],
  ["名前名", 4, "名…"],
])("%j cut to %i cells is %j", (text, width, cut) => expect(cutTo(text, width)).toBe(cut));
