import { describe, expect, it } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { acts, effectOf, laneOf, phraseFor, severityOf, withIntent } from "#cli-bridge/derive/intent-of.ts";

describe.each(commandNames)("%s", (name) => {
  const command = commandOf(name);
  const input = { ...command.examples[0]?.input };

  it("only reads while it rehearses", () => {
    const rehearsed = withIntent(command, input, "rehearse");
    if (command.rehearsal) expect(effectOf(command, rehearsed)).toBe("reads");
  });

  it("does the deed only when told to, if there is something to be told", () => {
    if (command.apply) expect(acts(command, {})).toBe(false);
  });
});

describe("the gravity of a use", () => {
  it.each([
    ["remove", { name: "a" }, 0],
    ["remove", { name: "a", apply: true }, 2],
    ["remove", { name: "a", plan: "0123" }, 2],
    ["remove", { name: "a", dryRun: false }, 2],
    ["remove", { name: "a", deleteFiles: true, apply: true }, 3],
    ["remove", { name: "a", deleteFiles: true, purge: true, apply: true }, 4],
    ["remove", { name: "a", more: ["b"], apply: true }, 2],
    ["remove", { name: "a", more: ["b"], deleteFiles: true, apply: true }, 4],
    ["remove", { name: "a", more: ["b"], purge: true, apply: true }, 4],
    ["remove", { name: "a", more: ["b"], except: ["b"], purge: true, apply: true }, 3],
    ["trash-empty", { apply: true }, 4],
    ["trash-restore", { id: "a", apply: true }, 1],
    ["restore-backup", { backup: "a", apply: true }, 3],
    ["restore-backup", { backup: "a", entry: ["b"], apply: true }, 2],
    ["purge-deprecated", { apply: true }, 2],
    ["verify", { full: true, apply: true }, 0],
    ["verify", { fixMissing: true, apply: true }, 2],
    ["download", { model: "a/b" }, 1],
    ["download", { model: "a/b", dryRun: true }, 0],
    ["list", {}, 0],
  ] as const)("of %s with %o is %i", (name, input, severity) => {
    expect(severityOf(commandOf(name), input)).toBe(severity);
  });

  it("is confirmed with the thing's own name, or with the words of the command", () => {
    expect(phraseFor(commandOf("remove"), { name: "tiny" })).toBe("tiny");
    expect(phraseFor(commandOf("trash-empty"), {})).toBe("trash empty");
    const several = { name: "tiny", more: ["small", "large", "tiny"] };
    expect(phraseFor(commandOf("remove"), several)).toBe("remove 3 models");
    expect(phraseFor(commandOf("remove"), { ...several, except: ["large"] })).toBe("remove 2 models");
    expect(phraseFor(commandOf("remove"), { ...several, except: ["tiny", "large"] })).toBe("small");
    expect(phraseFor(commandOf("remove"), { ...several, only: ["tiny", "large"] })).toBe("remove 2 models");
    expect(phraseFor(commandOf("remove"), { ...several, only: ["tiny"], except: ["large"] })).toBe("tiny");
  });

  it("counts what the plan that was shown takes away", () => {
    const scope = { entriesRemoved: 11, downloadsForgotten: 0, itemsDeleted: 4 };
    const acting = { weightsRoot: "/srv/models", apply: true };
    expect(severityOf(commandOf("purge-hf"), acting, scope)).toBe(3);
    expect(severityOf(commandOf("purge-hf"), acting, { ...scope, entriesRemoved: 10 })).toBe(2);
    const mixed = { entriesRemoved: 5, downloadsForgotten: 6, itemsDeleted: 0 };
    expect(severityOf(commandOf("remove"), { name: "a", apply: true }, mixed)).toBe(3);
    expect(phraseFor(commandOf("trash-empty"), {}, scope)).toBe("delete 4 items");
    expect(phraseFor(commandOf("trash-empty"), {}, { ...scope, itemsDeleted: 1 })).toBe("delete 1 item");
    expect(phraseFor(commandOf("prune-no-chat-template"), {}, scope)).toBe("delete 11 models");
  });

  it("does not decide that a look must wait behind a change", () => {
    expect(laneOf(commandOf("remove"), { name: "a" })).toBe("reads");
    expect(laneOf(commandOf("remove"), { name: "a", apply: true })).toBe("registry");
  });
});
