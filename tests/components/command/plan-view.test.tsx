// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { commandOf } from "#cli-bridge/catalogue/index.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { planRowsOf } from "#components/command/plan-rows.ts";
import { factsOf, PlanView } from "#components/command/plan-view.tsx";

afterEach(cleanup);

const added = (count: number): Plan["added"] =>
  Array.from({ length: count }, (_, index) => ({
    name: `model-${index}`,
    layer: "discovered",
    why: "found",
    after: {},
  }));

const plan = (more: Partial<Plan> = {}): Plan => ({
  id: "p",
  command: "scan",
  state: "s",
  summary: "",
  added: [],
  changed: [],
  removed: [],
  files: [],
  bytesFreed: 0,
  bytesKept: 0,
  warnings: [],
  blocked: [],
  backup: true,
  ...more,
});

describe("a plan", () => {
  it("is read as a difference: before, after and why", () => {
    const changes = [{ field: "format", before: undefined, after: "gguf" }];
    render(
      <PlanView
        plan={plan({ changed: [{ name: "tiny", layer: "curated", why: "detected anew", changes }] })}
      />,
    );
    const row = within(screen.getByRole("list", { name: "Plan" })).getByRole("listitem");
    expect(row.textContent).toMatch(/tiny.*detected anew.*format.*nothing.*becomes.*gguf/);
  });

  it("tells of a field that is an object only the parts that differ", () => {
    const before = { producer: "acme", shape: { layers: 2 } };
    const after = { producer: "acme", shape: { layers: 2, heads: 8 }, found: ["a"] };
    const changes = [{ field: "metadata", before, after }];
    const [row] = planRowsOf(plan({ changed: [{ name: "tiny", layer: "curated", why: "", changes }] }));
    expect(row?.changes).toEqual([
      { field: "metadata.shape.heads", before: "nothing", after: "8" },
      { field: "metadata.found", before: "nothing", after: '["a"]' },
    ]);
  });

  it("breaks the path of a field between its words", () => {
    const field = "deployment_profiles.balanced_24gb.max_vram_mb";
    const changes = [{ field, before: 1, after: 2 }];
    render(<PlanView plan={plan({ changed: [{ name: "tiny", layer: "curated", why: "", changes }] })} />);
    const told = screen.getByText((_, element) => element?.innerHTML.endsWith("mb<wbr>") ?? false);
    expect(told.textContent).toBe(field);
    expect(told.innerHTML.split("<wbr>")).toEqual([
      ...["deployment_", "profiles.", "balanced_", "24gb.", "max_", "vram_", "mb", ""],
    ]);
  });

  it("tells what a server is told", () => {
    render(<PlanView plan={plan({ variables: [{ name: "OLLAMA_HOST", value: "127.0.0.1:11434" }] })} />);
    const told = within(screen.getByRole("list", { name: "Variables", hidden: true }));
    expect(told.getByRole("listitem", { hidden: true }).textContent).toBe("OLLAMA_HOST=127.0.0.1:11434");
  });

  it("says what blocks it and what it warns of before anything else", () => {
    const blocked = [{ what: "tiny", why: "it is locked", hint: "Unlock it first." }];
    render(<PlanView plan={plan({ blocked, warnings: ["The role chat loses its model."] })} />);
    expect(screen.getByRole("alert").textContent).toContain("tiny: it is lockedUnlock it first.");
    expect(screen.getByRole("status").textContent).toContain("The role chat loses its model.");
  });

  it("says once what it warns of several things, and of which on demand", () => {
    const warnings = ["a-1", "b-2", "c-3", "d-4"].map((name) => `${name} is locked and stays as it is.`);
    render(<PlanView plan={plan({ warnings })} />);
    const told = screen.getByRole("status");
    expect(told.textContent).toContain("… is locked and stays as it is.Which 4");
    expect(within(told).getAllByText(/-\d$/)).toHaveLength(4);
  });

  it("says how many it passes over, and which on demand, by the option's name on the page", () => {
    const written = (name: string) => ({ name, why: "written" as const, wrote: "awq", are: "bf16" });
    const spared = [...["a", "b", "c", "d"].map(written), { name: "e", why: "locked" as const }];
    render(<PlanView plan={plan({ spared })} />);
    const [told, locked] = screen.getAllByRole("status");
    expect(locked?.textContent).toBe("e is locked and stays as it is.");
    expect(told?.textContent).toMatch(/^4 entries keep the quantisation.*Which 4/);
    expect(screen.getByText("d: awq, its files bf16")).toBeDefined();
    const label = commandOf("normalize-formats").fields.correctCurated?.label;
    expect(told?.textContent).toContain(`“${label}” changes these words.`);
  });

  it("says once what stands in the way of several things, and offers to leave all of them out", () => {
    const blocked = ["a", "b (AWQ)", "c", "d"].map((name) => ({
      ...{ what: name, why: "its version is locked", item: name },
      hint: `Leave it out with: --except=${name}`,
    }));
    const narrows = { narrowing: { leftOut: [], of: 0 }, onNarrow: vi.fn(), onOther: vi.fn() };
    render(<PlanView plan={plan({ blocked })} {...narrows} />);
    const told = screen.getByRole("alert");
    expect(told.textContent).toMatch(/^4 cannot be done: its version is lockedLeave it out with: --except=…/);
    expect(within(told).getByText("b (AWQ)")).toBeDefined();
    expect(screen.getByRole("button", { name: "Leave these 4 out" })).toBeDefined();
  });

  it("can be filtered when it is long", async () => {
    render(<PlanView plan={plan({ added: added(30) })} />);
    await userEvent.type(screen.getByRole("searchbox", { name: "Filter the plan" }), "model-29");
    expect(screen.getAllByRole("listitem")).toHaveLength(1);
  });

  it("sums up in one line", () => {
    const trashed = { path: "/w/m", deed: "trash" as const, bytes: 604, why: "its files" };
    expect(factsOf(plan({ files: [trashed], bytesFreed: 604 }))).toContain(
      "604 B to the trash, freed when that is emptied",
    );
    expect(factsOf(plan({ files: [{ ...trashed, isFolder: true }], bytesFreed: 604 }))).toContain(
      "1 folder touched",
    );
    const kept = { path: "/m", deed: "keep" as const, bytes: 43_400_000_000 };
    const keeping = (more: object) => factsOf(plan({ files: [{ ...kept, ...more }], bytesKept: kept.bytes }));
    expect(keeping({ isRecorded: true })).toContain("43.4 GB kept, as recorded");
    expect(keeping({})).not.toContain("recorded");
    expect(factsOf(plan({ added: added(3), bytesKept: 4_600_000_000 }))).toBe(
      "3 entries come · 0 files touched · 4.6 GB kept · a backup is made first",
    );
  });
});
