import { describe, expect, it } from "vitest";
import { ansiSpansOf, plainTextOf } from "#components/run/ansi-spans.ts";

const esc = "\u001b";

describe("a coloured line", () => {
  it("is cut where its colours change, and says them in tokens", () => {
    expect(ansiSpansOf(`a ${esc}[31mred${esc}[0m ${esc}[1;92mbold${esc}[22m`)).toEqual([
      { text: "a ", className: "" },
      { text: "red", className: "text-danger" },
      { text: " ", className: "" },
      { text: "bold", className: "text-ok font-semibold" },
    ]);
  });

  it("does not take the figures of a colour for codes", () => {
    expect(ansiSpansOf(`${esc}[38;5;1mx${esc}[38;2;1;3;4my`)).toEqual([
      { text: "x", className: "" },
      { text: "y", className: "" },
    ]);
  });

  it("drops every other control sequence", () => {
    expect(plainTextOf(`${esc}[2J${esc}[Htext${esc}`)).toBe("text");
  });

  it("is the same text without its colours", () => {
    const line = `${esc}[33mwarning${esc}[0m: <b>not markup</b>`;
    const text = ansiSpansOf(line)
      .map((span) => span.text)
      .join("");
    expect(text).toBe(plainTextOf(line));
  });
});
