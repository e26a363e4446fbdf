// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { SWRConfig, useSWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import { imageworks } from "#cli-bridge/dialects/imageworks.ts";
import { modeldeck } from "#cli-bridge/dialects/modeldeck.ts";
import type { TrashAnswer } from "#cli-bridge/protocol/trash-answer.ts";
import { toCommandView } from "#components/command/command-view.ts";
import { TrashItems } from "#components/command/trash-items.tsx";
import { api } from "#lib/paths.ts";
import { commandAnswer } from "#lib/server/command-answers.ts";
import { renderInApp } from "../render-in-app.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const viewOf = (name: CommandName) => toCommandView(commandAnswer(name, { dialect: modeldeck }));

const held = { at: "2026-11-21T02:00:00.000Z", command: "remove", bytes: 7 };

const TrashOf = ({ items, unread = [] }: Partial<TrashAnswer> & Pick<TrashAnswer, "items">) => (
  <TrashItems trash={{ items, unread }} restore={viewOf("trash-restore")} empty={viewOf("trash-empty")} />
);

const rows = () =>
  within(screen.getByRole("list", { name: "Trash" }))
    .getAllByRole("listitem")
    .filter((row) => row.parentElement?.matches("[aria-label=Trash]"));

const buttonsOf = (row: HTMLElement | undefined) =>
  within(row ?? document.body)
    .queryAllByRole("button")
    .map(({ textContent }) => textContent);

test("an empty trash promises to take files only where the program in use puts them there", () => {
  const draw = (restore: ReturnType<typeof viewOf>) =>
    renderInApp(
      <SWRConfig value={{ provider: () => new Map(), revalidateOnMount: false }}>
        <TrashItems trash={{ items: [], unread: [] }} restore={restore} empty={viewOf("trash-empty")} />
      </SWRConfig>,
    );
  draw(viewOf("trash-restore"));
  expect(screen.getByText(/comes here, and can be put back/)).toBeDefined();
  cleanup();
  draw(toCommandView(commandAnswer("trash-restore", { dialect: imageworks })));
  expect(screen.queryByText(/can be put back/)).toBeNull();
  expect(screen.getByText(/deletes files for good/)).toBeDefined();
});

test("of something whose record cannot be read it is said where it lies, and only its deletion is offered", () => {
  const items = [
    { ...held, id: "20261121-2", paths: ["/w/o/m"], entries: ["m"] },
    { ...held, id: "20261121-1", paths: ["/w/.modeldeck-trash/1/0"], entries: [], isDamaged: true as const },
  ];
  renderInApp(
    <SWRConfig value={{ provider: () => new Map(), revalidateOnMount: false }}>
      <TrashOf items={items} />
    </SWRConfig>,
  );
  const [sound, damaged] = rows();
  expect(buttonsOf(sound)).toEqual(["Restore…", "Delete for ever…"]);
  expect(buttonsOf(damaged)).toEqual(["Delete for ever…"]);
  expect(damaged?.textContent).toContain("its record cannot be read");
  expect(damaged?.textContent).toContain("lies in /w/.modeldeck-trash/1/0");
});

test("trash that cannot be read is told of, and is not called empty", () => {
  const unread = ["/w/.modeldeck-trash"];
  renderInApp(
    <SWRConfig value={{ provider: () => new Map(), revalidateOnMount: false }}>
      <TrashOf items={[]} unread={unread} />
    </SWRConfig>,
  );
  expect(screen.getByText(`${unread[0]} cannot be read, and is not listed.`)).toBeDefined();
  expect(screen.queryByText("The trash is empty.")).toBeNull();
});

test("what has left the trash while it was looked at stays to be read, and offers nothing any more", async () => {
  vi.stubGlobal("fetch", () => new Promise<never>(() => {}));
  const item = { ...held, id: "20261121-2", paths: ["/w/o/m"], entries: ["m"] };
  let tellAnew: (items: object[]) => Promise<unknown> = async () => {};
  function Trash() {
    const { mutate } = useSWRConfig();
    tellAnew = (items) => mutate(api.trash(), { items, unread: [] }, { revalidate: false });
    return <TrashOf items={[item]} />;
  }
  renderInApp(
    <SWRConfig value={{ provider: () => new Map(), revalidateOnMount: false }}>
      <Trash />
    </SWRConfig>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Restore…" }));
  await act(() => tellAnew([]));
  expect(buttonsOf(rows()[0])).not.toContain("Restore…");
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.getByText("The trash is empty.")).toBeDefined();
});
