// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { type Narrowing, narrowedInput, whole } from "#components/command/plan-narrowing.ts";
import { PlanView } from "#components/command/plan-view.tsx";

afterEach(cleanup);

const plan = (names: readonly string[], more: Partial<Plan> = {}): Plan => ({
  ...{ id: names.join(), command: "purge-tests", state: "s", summary: "" },
  removed: names.map((name) => ({ name, layer: "discovered", why: "a test", before: {} })),
  ...{
    added: [],
    changed: [],
    files: [],
    bytesFreed: 0,
    bytesKept: 0,
    warnings: [],
    blocked: [],
    backup: true,
  },
  ...more,
});

const draw = (shown: Plan, narrowing: Narrowing = whole) => {
  const onNarrow = vi.fn<(narrowing: Narrowing, kept: readonly string[]) => void>();
  const onOther = vi.fn();
  render(<PlanView plan={shown} narrowing={narrowing} onNarrow={onNarrow} onOther={onOther} />);
  return { onNarrow, onOther };
};

const box = (name: string) => screen.getByRole("checkbox", { name: `${name} is part of the plan` });

describe("a plan of which single things may be left out", () => {
  it("becomes another plan when one is unticked, and cannot be applied until that is shown", async () => {
    const { onNarrow, onOther } = draw(plan(["a", "b", "c"]));
    await userEvent.click(box("b"));
    expect(onOther).toHaveBeenLastCalledWith(expect.objectContaining({ kept: ["a", "c"] }));
    await userEvent.click(screen.getByRole("button", { name: "Preview 2 of 3" }));
    const [narrowing, kept] = onNarrow.mock.calls[0] ?? [];
    expect(narrowing?.leftOut.map(({ item }) => item)).toEqual(["b"]);
    expect(kept).toEqual(["a", "c"]);
  });

  it("keeps what was left out in view, so that it can be taken in again", async () => {
    const first = draw(plan(["a", "b"]));
    await userEvent.click(box("b"));
    await userEvent.click(screen.getByRole("button", { name: "Preview 1 of 2" }));
    const narrowing = first.onNarrow.mock.calls[0]?.[0] ?? whole;
    cleanup();
    const { onNarrow } = draw(plan(["a"]), narrowing);
    expect(box("b")).toHaveProperty("checked", false);
    await userEvent.click(box("b"));
    await userEvent.click(screen.getByRole("button", { name: "Preview 2 of 2" }));
    expect(onNarrow.mock.calls[0]?.[0].leftOut).toEqual([]);
  });

  it("shows of the next plan what was looked for in this one", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `m${at}`);
    const first = draw(plan(names));
    await userEvent.type(screen.getByRole("searchbox", { name: "Filter the plan" }), "m1");
    await userEvent.click(box("m11"));
    await userEvent.click(screen.getByRole("button", { name: "Preview 11 of 12" }));
    const narrowing = first.onNarrow.mock.calls[0]?.[0] ?? whole;
    cleanup();
    draw(plan(names.slice(0, 11)), narrowing);
    expect(screen.getByRole("searchbox", { name: "Filter the plan" })).toHaveProperty("value", "m1");
    expect(screen.getAllByRole("checkbox", { name: /is part of the plan$/ })).toHaveLength(3);
  });

  it("shows all of a plan in which nothing is of the kind that was looked for, and lets a filter be ended", async () => {
    const names = Array.from({ length: 9 }, (_, at) => `m${at}`);
    const files = [{ path: "/w/m0", deed: "trash" as const, bytes: 1 }];
    const first = draw(plan(names, { files }));
    await userEvent.click(box("m0"));
    await userEvent.click(screen.getByRole("button", { name: /^Files/ }));
    await userEvent.click(screen.getByRole("button", { name: "Preview 8 of 9" }));
    const narrowing = first.onNarrow.mock.calls[0]?.[0] ?? whole;
    cleanup();
    draw(plan(names.slice(1)), narrowing);
    expect(screen.getAllByRole("checkbox", { name: /is part of the plan$/ })).toHaveLength(9);
    cleanup();
    const few = draw(plan(["m1", "m2"]), { ...whole, filter: { query: "m1", kind: undefined } });
    expect(screen.getAllByRole("checkbox", { name: /is part of the plan$/ })).toHaveLength(1);
    await userEvent.clear(screen.getByRole("searchbox", { name: "Filter the plan" }));
    await userEvent.click(box("m2"));
    await userEvent.click(screen.getByRole("button", { name: "Preview 1 of 2" }));
    expect(few.onNarrow.mock.calls[0]?.[0]).not.toHaveProperty("filter");
  });

  it("is the same plan again when the same things are ticked", async () => {
    const { onOther } = draw(plan(["a", "b"]));
    await userEvent.click(box("a"));
    await userEvent.click(box("a"));
    expect(onOther).toHaveBeenLastCalledWith(undefined);
    expect(screen.queryByRole("button", { name: /^Preview/ })).toBeNull();
  });

  it("offers to leave out what stands in its way", async () => {
    const blocked = [{ what: "b", why: "it is locked", item: "b" }];
    const { onNarrow } = draw(plan(["a"], { blocked }));
    await userEvent.click(screen.getByRole("button", { name: "Leave b out" }));
    expect(onNarrow.mock.calls[0]?.[0].leftOut.map(({ item }) => item)).toEqual(["b"]);
  });
});

it("a narrowed plan is said the shorter way", () => {
  const row = (item: string) =>
    ({ key: item, mark: "removed", name: item, item, why: "", changes: [], text: "" }) as const;
  const leaving = (...items: string[]) => ({ leftOut: items.map(row), of: 9 });
  expect(narrowedInput({ x: 1 }, leaving("a"), ["b", "c"])).toEqual({ x: 1, except: ["a"] });
  expect(narrowedInput({ x: 1 }, leaving("a", "b"), ["c"])).toEqual({ x: 1, only: ["c"] });
  expect(narrowedInput({ x: 1 }, leaving(), ["c"])).toEqual({ x: 1 });
});
