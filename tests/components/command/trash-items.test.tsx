// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import { modeldeck } from "#cli-bridge/dialects/modeldeck.ts";
import { toCommandView } from "#components/command/command-view.ts";
import { TrashItems } from "#components/command/trash-items.tsx";
import { commandAnswer } from "#lib/server/command-answers.ts";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => {} }) }));
afterEach(cleanup);

const viewOf = (name: CommandName) => toCommandView(commandAnswer(name, { dialect: modeldeck }));

const held = { at: "2026-11-21T02:00:00.000Z", command: "remove", bytes: 7 };

test("of something whose record cannot be read it is said where it lies, and only its deletion is offered", () => {
  const items = [
    { ...held, id: "20261121-2", paths: ["/w/o/m"], entries: ["m"] },
    { ...held, id: "20261121-1", paths: ["/w/.modeldeck-trash/1/0"], entries: [], isDamaged: true as const },
  ];
  render(
    <SWRConfig value={{ provider: () => new Map(), revalidateOnMount: false }}>
      <TrashItems items={items} restore={viewOf("trash-restore")} empty={viewOf("trash-empty")} />
    </SWRConfig>,
  );
  const [sound, damaged] = within(screen.getByRole("list", { name: "Trash" })).getAllByRole("listitem");
  if (!sound || !damaged) throw new Error("two items are listed");
  const buttonsOf = (row: HTMLElement) =>
    within(row)
      .getAllByRole("button")
      .map(({ textContent }) => textContent);
  expect(buttonsOf(sound)).toEqual(["Restore…", "Delete for ever…"]);
  expect(buttonsOf(damaged)).toEqual(["Delete for ever…"]);
  expect(damaged.textContent).toContain("its record cannot be read");
  expect(damaged.textContent).toContain("lies in /w/.modeldeck-trash/1/0");
});
