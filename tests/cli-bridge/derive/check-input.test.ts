import { describe, expect, it } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { checkInput, parseInput } from "#cli-bridge/derive/check-input.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const remove = commandOf("remove");
const firstIssue = (input: unknown, command = remove) => {
  const checked = checkInput(command, input);
  return checked.ok ? undefined : checked.issues[0];
};

describe.each(commandNames)("the input of %s", (name) => {
  const command = commandOf(name);

  it.each(command.examples)("accepts its example: $says", ({ input }) => {
    expect(checkInput(command, input)).toEqual({ ok: true, input });
  });

  it("refuses a field it does not have", () => {
    expect(firstIssue({ ...command.examples[0]?.input, colour: "red" }, command)?.path).toBe("colour");
  });
});

describe("input at the door", () => {
  it.each([
    ["a missing field", {}, "name", "Give a model."],
    ["a number for a name", { name: 7 }, "name", "Give a model, not a number."],
    ["null", { name: null }, "name", "Give a model, not null."],
    ["text for a switch", { name: "a", purge: "yes" }, "purge", "Give yes or no, not text."],
    ["NUL", { name: "a\0b" }, "name", "Leave out line breaks and control characters."],
    ["a line break", { name: "a\nb" }, "name", "Leave out line breaks and control characters."],
    ["128 KiB", { name: "a".repeat(131_072) }, "name", "Use at most 512 characters."],
    [
      "half a surrogate pair",
      { name: "a\ud800" },
      "name",
      "Use whole characters; half of a surrogate pair is not text.",
    ],
    ["nothing", { name: "" }, "name", "Give at least one character, or leave it out."],
    [
      "both a rehearsal and the deed",
      { name: "a", dryRun: true, apply: true },
      "apply",
      "Choose either a rehearsal or the deed, not both.",
    ],
    [
      "both a rehearsal and a plan to apply",
      { name: "a", dryRun: true, plan: "0123" },
      "plan",
      "Choose either a rehearsal or a plan to apply, not both.",
    ],
  ])("refuses %s and says so in words", (_, input, path, message) => {
    expect(firstIssue(input)).toEqual({ path, message });
  });

  it("refuses a dash at the beginning of anything but a name, which follows `--`", () => {
    expect(firstIssue({ base: "-rf" }, commandOf("scan"))?.message).toContain("may not begin with a dash");
    expect(checkInput(remove, { name: "-rf" }).ok).toBe(true);
  });

  it("guesses what a mistyped field should have been", () => {
    expect(firstIssue({ name: "a", deleteFile: true })?.message).toBe(
      "remove has no field of this name. Did you mean deleteFiles?",
    );
  });

  it("takes a list as a list or as words between commas", () => {
    const download = commandOf("download");
    expect(checkInput(download, { model: "a/b", format: "awq, gguf" })).toEqual({
      ok: true,
      input: { model: "a/b", format: ["awq", "gguf"] },
    });
    expect(firstIssue({ model: "a/b", format: ["png"] }, download)?.path).toBe("format.0");
  });

  it("lets a terminal name another registry, but not the web", () => {
    const stats = commandOf("stats");
    expect(checkInput(stats, { registryDir: "/srv/registry" }).ok).toBe(true);
    const refused = checkInput(stats, { registryDir: "/srv/registry" }, "web");
    expect(refused).toEqual({
      ok: false,
      issues: [{ path: "registryDir", message: "stats has no field of this name." }],
    });
  });

  it("is not confused by names that every object has", () => {
    expect(checkInput(remove, JSON.parse('{"name":"a","__proto__":{"purge":true}}')).ok).toBe(false);
    expect(checkInput(remove, { name: "a", constructor: 1 }).ok).toBe(false);
  });

  it("says what was wrong, where, and what to do next", () => {
    const refusal = (() => {
      try {
        parseInput(remove, { purge: 3 });
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(ConsoleError);
    expect(refusal).toMatchObject({
      code: "bad-input",
      message: "remove was not understood. NAME: Give a model.",
      issues: [{ path: "name" }, { path: "purge" }],
    });
  });
});
