import { expect, test } from "vitest";
import { cutOff, laterThan, type Talk, whileAsking, withEvent } from "#components/chat/talk.ts";
import { answered, said } from "./sample-chat.ts";

const at = "2026-11-21T10:00:00.000Z";
const messages = [said(0, "Hello"), answered(1, "Hi."), said(2, "And?"), answered(3, "So.")];
const idle: Talk = { messages, phase: "idle" };
const textsOf = (talk: Talk) => talk.messages.map(({ text }) => text);

test("0.21 what is said anew drops all that came after it", () => {
  expect(laterThan(messages, 0)).toBe(3);
  const talk = whileAsking(idle, { from: 0, text: "Good morning" }, at);
  expect(textsOf(talk)).toEqual(["Good morning"]);
  expect(talk.phase).toBe("answering");
});

test("0.21 an answer that is given again replaces the last one", () => {
  const asked = whileAsking(idle, { from: 3 }, at);
  expect(textsOf(asked)).toEqual(["Hello", "Hi.", "And?"]);
  const ended = withEvent(asked, { event: "end", data: { message: answered(3, "So what.") } });
  expect(textsOf(ended)).toEqual(["Hello", "Hi.", "And?", "So what."]);
  expect(ended).toMatchObject({ phase: "idle" });
  expect(ended.live).toBeUndefined();
});

test("1a words and thoughts gather as they come, and the first ends the wait", () => {
  let talk = whileAsking(idle, { text: "More" }, at);
  talk = withEvent(talk, { event: "asked", data: { message: said(4, "More"), dropped: 0 } });
  talk = withEvent(talk, { event: "waiting", data: { says: "Loading it." } });
  expect(talk.live?.waits).toBe("Loading it.");
  talk = withEvent(talk, { event: "thought", data: { text: "Hm." } });
  talk = withEvent(talk, { event: "words", data: { text: "As " } });
  talk = withEvent(talk, { event: "words", data: { text: "you like." } });
  expect(talk.live).toEqual({ text: "As you like.", thought: "Hm.", waits: undefined });
  expect(textsOf(talk).at(-1)).toBe("More");
});

test("a stop keeps what was said so far, and nothing where nothing was", () => {
  const asked = whileAsking(idle, { text: "More" }, at);
  expect(textsOf(cutOff(asked, at)).at(-1)).toBe("More");
  const begun = withEvent(asked, { event: "words", data: { text: "As " } });
  expect(cutOff(begun, at).messages.at(-1)).toMatchObject({ position: 5, text: "As ", ending: "stopped" });
});

test("a fault keeps what the console kept, and says what helps", () => {
  const asked = whileAsking(idle, { text: "More" }, at);
  const kept = answered(5, "As", { ending: "failed", problem: "out of memory" });
  const fault = { message: "out of memory", hint: "Load a smaller model." };
  const failed = withEvent(asked, { event: "fault", data: { ...fault, kept } });
  expect(failed).toMatchObject({ phase: "idle", fault: { ...fault, of: 5 } });
  expect(failed.messages.at(-1)).toEqual(kept);
  expect(withEvent(asked, { event: "fault", data: fault }).messages).toEqual(asked.messages);
});
