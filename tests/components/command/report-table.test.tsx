// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { filteredRows, statesIn, toReports, widthsOf } from "#components/command/report-rows.ts";
import { ReportTable } from "#components/command/report-table.tsx";
import { toCsv, toJson } from "#components/command/report-text.ts";
import { SavePrinted } from "#components/command/save-printed.tsx";

afterEach(cleanup);

const resultsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `model-${index}`,
    state: index % 100 === 0 ? "missing" : "valid",
  }));

describe("a report", () => {
  it("becomes a table, whatever its columns are called", () => {
    const report = {
      valid: 1,
      results: [{ name: "tiny", state: "missing", filesGone: ["a.gguf"], bytes: 1500 }],
    };
    expect(toReports(report)).toEqual([
      {
        title: "Results",
        columns: ["Name", "State", "Files gone", "Bytes"],
        rows: [{ Name: "tiny", State: "missing", "Files gone": '["a.gguf"]', Bytes: "1.5 KB" }],
      },
    ]);
  });

  it("is nothing when there is no list in it", () => {
    expect(toReports({ valid: 1 })).toEqual([]);
    expect(toReports(undefined)).toEqual([]);
  });

  it("of a list that was printed names the file to save it as", () => {
    render(<SavePrinted run="12" report={{ prints: "models.json" }} />);
    const link = screen.getByRole("link", { name: "Save models.json" });
    expect([link.getAttribute("href"), link.getAttribute("download")]).toEqual([
      "/api/runs/12/log",
      "models.json",
    ]);
  });

  it("is narrowed by state and by words in any column", () => {
    const [table = { title: "", columns: [], rows: [] }] = toReports({ results: resultsOf(10_000) });
    expect(statesIn(table)).toEqual([
      ["missing", 100],
      ["valid", 9900],
    ]);
    expect(filteredRows(table, { query: "", state: "missing" })).toHaveLength(100);
    expect(filteredRows(table, { query: "model-99 MISS", state: undefined })).toEqual([
      { Name: "model-9900", State: "missing" },
    ]);
  });

  it("is saved so that no cell becomes a formula and no comma a column", () => {
    const table = { columns: ["Name", "Says"], rows: [{ Name: "=1+1", Says: 'a "b", c' }] };
    expect(toCsv(table)).toBe(`Name,Says\r\n'=1+1,"a ""b"", c"\r\n`);
    expect(JSON.parse(toJson(table))).toEqual(table.rows);
  });
});

describe("the columns of a report", () => {
  it("are as wide as what is in them, within reason", () => {
    const rows = [{ Name: "x".repeat(500), State: "valid" }];
    const [name = 0, state = 0] = widthsOf({ columns: ["Name", "State"], rows });
    expect(name + state).toBeCloseTo(100);
    expect(name / state).toBeCloseTo(52 / 14);
  });
});

describe("the table of a report", () => {
  it("draws only a part of ten thousand rows, and says how many there are", () => {
    render(<ReportTable report={{ results: resultsOf(10_000) }} />);
    expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("10001");
    expect(screen.getAllByRole("row").length).toBeLessThan(100);
  });

  it("shows just the rows of a state that is pressed", async () => {
    render(<ReportTable report={{ results: resultsOf(150) }} />);
    await userEvent.click(screen.getByRole("button", { name: "missing 2" }));
    expect(screen.getAllByRole("row")).toHaveLength(3);
    await userEvent.type(screen.getByRole("searchbox"), "model-100");
    expect(screen.getAllByRole("row")).toHaveLength(2);
  });

  it("has a list for models and one for files, and leads to the same check of what was wrong", async () => {
    const again = {
      says: "Verify only these again",
      command: "verify",
      input: { name: "a", more: ["b, c"] },
    };
    const files = [{ name: "a", file: "model.gguf", state: "changed" }];
    render(<ReportTable report={{ results: resultsOf(2), files, again }} />);
    const link = screen.getByRole("link", { name: "Verify only these again" });
    expect(link.getAttribute("href")).toBe("/advanced/verify?name=a&more=b%2C+c");
    await userEvent.click(screen.getByRole("button", { name: "Files 1" }));
    expect(within(screen.getByRole("table")).getByText("model.gguf")).toBeDefined();
  });
});
