// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createRef } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Composer } from "#components/chat/composer.tsx";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

function show(more: Partial<Parameters<typeof Composer>[0]> = {}) {
  const onSend = vi.fn(async () => true);
  const onStop = vi.fn();
  const field = createRef<HTMLTextAreaElement>();
  const shown = render(
    <Composer {...{ chat: "c1", field, isAnswering: false, canSend: true, onSend, onStop }} {...more} />,
  );
  return { onSend, onStop, ...shown };
}

const box = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Message" });

test("Enter sends, Shift and Enter begin a new line, and the focus stays", async () => {
  const { onSend } = show();
  await userEvent.type(box(), "Hello{Shift>}{Enter}{/Shift}there");
  expect(onSend).not.toHaveBeenCalled();
  await userEvent.keyboard("{Enter}");
  expect(onSend).toHaveBeenCalledWith("Hello\nthere");
  expect(box().value).toBe("");
  expect(document.activeElement).toBe(box());
});

test("an Enter that chooses a word of an input method sends nothing", () => {
  const { onSend } = show();
  fireEvent.change(box(), { target: { value: "日本" } });
  fireEvent.keyDown(box(), { key: "Enter", isComposing: true });
  expect(onSend).not.toHaveBeenCalled();
});

test("nothing is sent that is empty, or while something is in the way; what was written stays", async () => {
  const { onSend } = show({ canSend: false });
  await userEvent.type(box(), "Hello{Enter}");
  expect(onSend).not.toHaveBeenCalled();
  expect(box().value).toBe("Hello");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Send" }).disabled).toBe(true);
});

test("while an answer comes, the button and Escape stop it", async () => {
  const { onStop } = show({ isAnswering: true });
  await userEvent.type(box(), "next{Escape}");
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));
  box().blur();
  fireEvent.keyDown(document.body, { key: "Escape" });
  expect(onStop).toHaveBeenCalledTimes(3);
  expect(box().value).toBe("next");
});

test("what was being written is there again after a reload", async () => {
  const { unmount } = show();
  await userEvent.type(box(), "Half a tho");
  unmount();
  show();
  expect(box().value).toBe("Half a tho");
});

test("what was refused comes back", async () => {
  show({ onSend: async () => false });
  await userEvent.type(box(), "Hello{Enter}");
  await expect.poll(() => box().value).toBe("Hello");
});

test("a window that keeps nothing can be written in all the same", async () => {
  const refuse = () => {
    throw new DOMException("denied", "SecurityError");
  };
  vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
  const { onSend } = show();
  await userEvent.type(box(), "Hello{Enter}");
  expect(onSend).toHaveBeenCalledWith("Hello");
  vi.unstubAllGlobals();
});
