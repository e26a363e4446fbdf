// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { MessageList } from "#components/chat/message-list.tsx";
import type { Talk } from "#components/chat/talk.ts";
import { answered, said } from "./sample-chat.ts";

afterEach(cleanup);

const stick = {
  ...{ frame: { current: null }, content: { current: null } },
  ...{ onScroll: vi.fn(), goToEnd: vi.fn(), hasNews: false },
};

function show(talk: Partial<Talk>, canSend = true, isTaken = true) {
  const onAsk = vi.fn(async () => isTaken);
  const whole: Talk = { messages: [], phase: "idle", ...talk };
  render(<MessageList {...{ talk: whole, model: "qwen3:8b", canSend, stick, onAsk }} />);
  return onAsk;
}

const talked = [said(0, "Hello"), answered(1, "Hi."), said(2, "And?"), answered(3, "So.")];

test("0.21 an edit says how many later messages are dropped, and sends from there", async () => {
  const onAsk = show({ messages: talked });
  const [edit] = screen.getAllByRole("button", { name: "Edit the message" });
  await userEvent.click(edit ?? document.body);
  expect(screen.getByText("3 later messages are dropped.")).toBeDefined();
  await userEvent.clear(screen.getByRole("textbox"));
  await userEvent.type(screen.getByRole("textbox"), "Good morning");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(onAsk).toHaveBeenCalledWith({ from: 0, text: "Good morning" });
});

test("0.21 an edit that is refused is there again, as it was written", async () => {
  show({ messages: talked }, true, false);
  await userEvent.click(screen.getAllByRole("button", { name: "Edit the message" })[0] ?? document.body);
  await userEvent.type(screen.getByRole("textbox"), " there");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  await expect.poll(() => screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("Hello there");
});

test("0.21 only the last answer can be given again", async () => {
  const onAsk = show({ messages: talked });
  await userEvent.click(screen.getByRole("button", { name: "Regenerate" }));
  expect(onAsk).toHaveBeenCalledWith({ from: 3 });
});

test("how an answer came stands below it, as far as it is known", () => {
  const facts = { tokensPerSecond: 42.13, firstTokenMs: 312, tokens: 1280, totalMs: 31_000 };
  show({ messages: [said(0, "Hello"), answered(1, "Hi.", facts)] });
  expect(screen.getByText("42.1 tokens/s · first token after 312 ms · 1,280 tokens · 31 s")).toBeDefined();
});

test("how long a model thought is said where it is known, and not while it thinks", () => {
  const thoughts = [{ thought: "Hm.", thoughtMs: 12_400 }, { thought: "Hm." }];
  show({
    messages: thoughts.map((facts, at) => answered(at, "So.", facts)),
    live: { text: "", thought: "Hm" },
  });
  const titles = screen.getAllByText(/^Th(ought|inking)/).map(({ textContent }) => textContent);
  expect(titles).toEqual(["Thought for 12 s", "Thought", "Thinking…"]);
});

test("an answer that failed says so in the server's words, and can be tried again", async () => {
  const failed = answered(1, "Hi", { ending: "failed", problem: "CUDA out of memory." });
  const fault = { message: "CUDA out of memory.", hint: "Load a smaller model.", of: 1 };
  const onAsk = show({ messages: [said(0, "Hello"), failed], fault });
  expect(screen.getByText(/CUDA out of memory\./).textContent).toContain("Load a smaller model.");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onAsk).toHaveBeenCalledWith({ from: 1 });
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what is refused after an answer that failed is told with its own words, apart from that answer", () => {
  const failed = answered(1, "Hi", { ending: "failed", problem: "CUDA out of memory." });
  const fault = { message: "Ollama does not answer.", hint: "See that it runs." };
  show({ messages: [said(0, "Hello"), failed], fault });
  expect(screen.getByText(/CUDA out of memory\./).textContent).not.toContain("See that it runs.");
  expect(screen.getByRole("alert").textContent).toBe("Ollama does not answer. See that it runs.");
});

test("a question without an answer can be asked again, unless something is in the way", async () => {
  const onAsk = show({ messages: [said(0, "Hello")] });
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onAsk).toHaveBeenCalledWith({});
  cleanup();
  show({ messages: [said(0, "Hello")] }, false);
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});
