// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import { type CommandName, commandOf } from "#cli-bridge/catalogue/index.ts";
import { controlsOf } from "#cli-bridge/derive/controls.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { BackupList } from "#components/command/backup-list.tsx";
import { type CommandView, toCommandView } from "#components/command/command-view.ts";
import { RemoveCard } from "#components/command/remove-card.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { commandAnswer } from "#lib/server/command-answers.ts";
import { renderInApp } from "../render-in-app.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const viewOf = (name: CommandName): CommandView => {
  const { title, summary, verb, effect, rehearsal, apply } = commandOf(name);
  const controls = controlsOf(commandOf(name));
  return { name, title, summary, verb, effect, rehearsal, apply, examples: [], controls };
};

const backups = [
  {
    stamp: "20261121-2",
    at: "2026-11-21T02:00:00.000Z",
    bytes: 20,
    entries: 2,
    madeBy: "remove",
    since: { added: 0, removed: 1, changed: 2 },
    lacks: ["curated"],
  },
  { stamp: "20261121-1", at: "2026-11-21T01:00:00.000Z", bytes: 10, entries: 0, damaged: "it is not JSON" },
];

test("where there is no backup, one before every change is promised only by the program that makes it", () => {
  const draw = (restore: CommandView) =>
    renderInApp(
      <SWRConfig value={{ provider: () => new Map(), revalidateOnMount: false }}>
        <BackupList backups={[]} restore={restore} prune={viewOf("prune-backups")} />
      </SWRConfig>,
    );
  draw(viewOf("restore-backup"));
  expect(screen.getByText(/before every change/)).toBeDefined();
  cleanup();
  draw(toCommandView(commandAnswer("restore-backup", { dialect: dialects.imageworks })));
  expect(screen.getByText(/before some of its changes/)).toBeDefined();
});

const difference = {
  total: 2,
  rows: [
    { name: "tiny", what: "changed", changes: [{ field: "roles", before: ["chat"], after: [] }] },
    { name: "gone", what: "removed", changes: [] },
  ],
};

/** Answers what the pages ask, and remembers the inputs of which a preview was wanted. */
function answerApi() {
  const inputs: unknown[] = [];
  const answers: Record<string, unknown> = {
    "/api/backups": { backups },
    "/api/backups/20261121-2": difference,
    "/api/registry": { entries: [], total: 0 },
  };
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    const path = new URL(url, "http://deck.test").pathname;
    if (typeof init?.body === "string") inputs.push(JSON.parse(init.body).input);
    const confirmation = { severity: 2, asks: "button" };
    const preview = {
      argv: [],
      env: [],
      shell: "",
      powershell: "",
      curl: "",
      effect: "changes",
      confirmation,
    };
    return Response.json(answers[path] ?? preview);
  });
  return inputs;
}

const inPage = (node: React.ReactNode) =>
  renderInApp(
    <SWRConfig value={{ provider: () => new Map() }}>
      <ToastProvider>{node}</ToastProvider>
    </SWRConfig>,
  );

test("a backup tells what made it and what differs, and a damaged one why it cannot be restored", async () => {
  answerApi();
  inPage(<BackupList backups={backups} restore={viewOf("restore-backup")} prune={viewOf("prune-backups")} />);
  const [sound, damaged] = screen.getAllByRole("listitem");
  if (!sound || !damaged) throw new Error("There are no rows.");
  expect(sound.textContent).toContain("before remove");
  expect(sound.textContent).toContain("since then 1 went, 2 changed");
  expect(sound.textContent).toContain("without the curated layer");
  expect(damaged.textContent).toContain("it is not JSON");
  expect(within(damaged).getByRole("button", { name: "Restore…" }).hasAttribute("disabled")).toBe(true);
});

test("one entry of a backup can be put back by itself", async () => {
  const inputs = answerApi();
  inPage(<BackupList backups={backups} restore={viewOf("restore-backup")} prune={viewOf("prune-backups")} />);
  await userEvent.click(screen.getAllByRole("button", { name: "What differs" })[0] ?? document.body);
  const list = await screen.findByRole("list", { name: "What differs from 20261121-2" });
  expect(list.textContent).toContain('roles["chat"]');
  await userEvent.click(within(list).getByRole("button", { name: "Put back gone" }));
  await waitFor(() => expect(inputs).toContainEqual({ backup: "20261121-2", entry: ["gone"], dryRun: true }));
});

test("the backups beyond a number are offered for deletion as one plan", async () => {
  const inputs = answerApi();
  inPage(<BackupList backups={backups} restore={viewOf("restore-backup")} prune={viewOf("prune-backups")} />);
  const keep = screen.getByLabelText("Keep the newest");
  await userEvent.clear(keep);
  expect(screen.getByRole("button", { name: "Delete the others…" }).hasAttribute("disabled")).toBe(true);
  await userEvent.type(keep, "1");
  await userEvent.click(screen.getByRole("button", { name: "Delete the others…" }));
  await waitFor(() => expect(inputs).toContainEqual({ keep: 1, dryRun: true }));
});

test("several models are removed as one, and each can be left out again", async () => {
  const inputs = answerApi();
  const given = { name: "a", more: ["b", "c"], deleteFiles: true, purge: true };
  inPage(<RemoveCard view={viewOf("remove")} input={given} />);
  screen.getByRole("heading", { name: "Remove 3 models" });
  expect(screen.getByRole("radio", { name: /Purge entirely/ }).hasAttribute("checked")).toBe(true);
  await waitFor(() => expect(inputs).toContainEqual({ ...given, dryRun: true }));
  await userEvent.click(screen.getByRole("button", { name: "Leave out b" }));
  await waitFor(() => expect(inputs).toContainEqual({ ...given, more: ["c"], dryRun: true }));
});

test("a program that removes one model at a time is given no other, and it is said why", () => {
  answerApi();
  const view = toCommandView(commandAnswer("remove", { dialect: dialects.imageworks }));
  inPage(<RemoveCard view={view} input={{ name: "a" }} />);
  expect(screen.getByRole("button", { name: "Add another model" }).hasAttribute("disabled")).toBe(true);
  screen.getByText("Only one model at a time: imageworks does not know --more.");
});

test.each([
  ["modeldeck", "Move its files to the trash.", true],
  ["imageworks", "Delete its files for good.", false],
] as const)("the ways of removing say what %s does with the files", (dialect, says, hasTrash) => {
  answerApi();
  const view = toCommandView(commandAnswer("remove", { dialect: dialects[dialect] }));
  inPage(<RemoveCard view={view} input={{ name: "a" }} />);
  const ways = screen.getByRole("group", { name: "How much of it" }).textContent;
  expect(ways).toContain(says);
  expect(ways?.includes("trash")).toBe(hasTrash);
});
