// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { StatusBox } from "#components/ui/status-box.tsx";
import { TabsNav } from "#components/ui/tabs-nav.tsx";
import { paths } from "#lib/paths.ts";

afterEach(cleanup);

test("a command in a block is copied exactly as it stands", async () => {
  const user = userEvent.setup();
  const text = "modeldeck scan '/mnt/my models' \\\n  --dry-run";
  const { container } = render(<CodeBlock text={text} label="the command" />);
  expect(container.querySelector("code")?.textContent).toBe(text);
  await user.click(screen.getByRole("button", { name: "Copy the command" }));
  expect(await navigator.clipboard.readText()).toBe(text);
});

test("progress without a known end names no figure", () => {
  render(<ProgressBar label="Scanning" />);
  expect(screen.getByRole("progressbar", { name: "Scanning" }).hasAttribute("aria-valuenow")).toBe(false);
});

test("progress stays between nothing and everything", () => {
  render(<ProgressBar label="Copying" value={1.7} />);
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("100");
});

test("exactly one tab is current, and each leads somewhere", () => {
  const tabs = [
    { label: "Browse", href: paths.browse(), current: false },
    { label: "Backends", href: paths.backends(), current: true },
  ];
  render(<TabsNav label="Models" tabs={tabs} />);
  expect(screen.getByRole("link", { current: "page" }).textContent).toBe("Backends");
  expect(screen.getByRole("link", { name: "Browse" }).getAttribute("href")).toBe("/browse");
});

test("a status is said in words and not only by its icon", () => {
  render(<StatusBox state="failed" label="Verify" />);
  expect(screen.getByText("Failed:")).toBeDefined();
});

test("only a danger interrupts whoever listens", () => {
  render(<Alert title="Saved." tone="ok" />);
  render(<Alert title="The disk is full." tone="danger" />);
  expect(screen.getByRole("alert").textContent).toBe("The disk is full.");
  expect(screen.getByRole("status").textContent).toBe("Saved.");
});
