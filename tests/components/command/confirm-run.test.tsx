// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { Asked } from "#cli-bridge/protocol/preview.ts";
import { ConfirmRun } from "#components/command/confirm-run.tsx";

afterEach(cleanup);

const plan: Plan = {
  id: "p",
  command: "remove",
  state: "s",
  summary: "One entry leaves.",
  added: [],
  changed: [],
  removed: [{ name: "tiny", layer: "discovered", why: "removed", before: {} }],
  files: [
    { path: "/models/tiny", deed: "trash", bytes: 4_600_000_000 },
    { path: "/models/shared", deed: "keep", bytes: 8_200_000_000, why: "still needed by b" },
  ],
  bytesFreed: 4_600_000_000,
  bytesKept: 8_200_000_000,
  warnings: [],
  blocked: [],
  backup: true,
};

function ask(asked: Asked, given: Plan = plan) {
  const onConfirm = vi.fn();
  const onCancel = vi.fn();
  const props = {
    title: "Remove 1 entry?",
    verb: "Remove 1 entry",
    summary: "Remove it.",
    onConfirm,
    onCancel,
  };
  render(<ConfirmRun {...props} asked={asked} plan={given} />);
  const deed = () => screen.getByRole<HTMLButtonElement>("button", { name: "Remove 1 entry" });
  return { onConfirm, onCancel, deed, user: userEvent.setup() };
}

const checkbox: Asked = { severity: 3, asks: "checkbox", token: "t" };
const phrase: Asked = { severity: 4, asks: "phrase", phrase: "tiny", token: "t" };

describe("a question before a dangerous run", () => {
  it("says what nothing brings back where no plan shows it", () => {
    ask({ ...checkbox, warning: "It makes no backup." });
    expect(screen.getByText("This cannot be undone. It makes no backup.").className).toContain("text-danger");
    expect(screen.getByRole("checkbox", { name: "Yes: do it all the same." })).toBeDefined();
  });

  it("says what is to be done once where no plan says more of it", () => {
    const props = { title: "Purge?", verb: "Purge", onConfirm: () => {}, onCancel: () => {} };
    render(<ConfirmRun {...props} asked={checkbox} summary="Remove deprecated entries." />);
    expect(screen.getAllByText(/Remove deprecated entries/)).toHaveLength(1);
    expect(screen.getByRole("checkbox", { name: "Yes: do it." })).toBeDefined();
  });

  it("puts the focus on Cancel", async () => {
    ask(checkbox);
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Cancel"));
    expect(screen.getByRole("alertdialog", { name: "Remove 1 entry?" })).toBeTruthy();
  });

  it("names the bytes that go and those that stay, with why", () => {
    ask(checkbox);
    expect(screen.getAllByText(/1 file \(4.6 GB\) moved to the trash, 1 entry removed/).length).toBe(1);
    expect(screen.getByText("8.2 GB stays: still needed by b.")).toBeTruthy();
  });

  it("says that another hard link holds what stays of files that go", () => {
    const files: Plan["files"] = [{ path: "/models/tiny", deed: "trash", bytes: 800 }];
    ask(checkbox, { ...plan, files, bytesFreed: 0, bytesKept: 800 });
    expect(screen.getByText("800 B stay: another hard link holds them.")).toBeTruthy();
  });

  it("is agreed to only after the box was ticked, and never by Enter", async () => {
    const { onConfirm, deed, user } = ask(checkbox);
    expect(deed().disabled).toBe(true);
    await user.click(screen.getByRole("checkbox"));
    deed().focus();
    await user.keyboard("{Enter}");
    expect(onConfirm).not.toHaveBeenCalled();
    await user.click(deed());
    expect(onConfirm).toHaveBeenCalledWith(undefined);
  });

  it("is left by Escape without anything done", async () => {
    const { onCancel, onConfirm, user } = ask(checkbox);
    await user.keyboard("{Escape}");
    expect(onCancel).toHaveBeenCalled();
    expect(onConfirm).not.toHaveBeenCalled();
  });
});

describe("a question that wants a phrase", () => {
  it("stays closed to a wrong phrase and to Enter, and opens to the right one once it is armed", async () => {
    const { onConfirm, deed, user } = ask(phrase);
    const field = screen.getByRole("textbox");
    await user.type(field, "tin");
    await user.keyboard("{Enter}");
    expect(deed().disabled).toBe(true);
    await user.type(field, "y");
    await waitFor(() => expect(deed().disabled).toBe(false), { timeout: 20_000 });
    await user.type(field, "{Enter}");
    expect(onConfirm).not.toHaveBeenCalled();
    await user.click(deed());
    expect(onConfirm).toHaveBeenCalledWith("tiny");
  });

  it("says that it cannot be undone only when that is so", () => {
    ask(phrase);
    expect(screen.queryByText(/cannot be undone/)).toBeNull();
    cleanup();
    ask(phrase, { ...plan, files: [{ path: "/trash/tiny", deed: "delete", bytes: 1 }] });
    expect(screen.getByText(/cannot be undone/)).toBeTruthy();
  });
});
