import { describe, expect, it } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { acts, effectOf, phraseFor, severityOf, withIntent } from "#cli-bridge/derive/intent-of.ts";

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
    ["remove", { name: "a", purge: true, apply: true }, 2],
    ["remove", { name: "a", more: ["b"], purge: true, apply: true }, 2],
    ["remove", { name: "a", more: ["b"], except: ["b"], deleteFiles: true, apply: true }, 3],
    ["trash-empty", { apply: true }, 4],
    ["trash-restore", { id: "a", apply: true }, 1],
    ["undo", { run: "1", apply: true }, 1],
    ["restore-backup", { backup: "a", apply: true }, 2],
    ["restore-backup", { backup: "a", entry: ["b"], apply: true }, 2],
    ["purge-deprecated", { apply: true }, 2],
    ["purge-tests", { apply: true }, 2],
    ["purge-logical-only", { includeCurated: true, apply: true }, 2],
    ["reset-discovered", { backend: "vllm", apply: true }, 2],
    ["prune-backups", { keep: 5, apply: true }, 3],
    ["prune-no-chat-template", { apply: true }, 4],
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

  it("is the highest where the plan that was shown takes away many things of any kind", () => {
    const none = { entriesRemoved: 0, downloadsForgotten: 0, itemsDeleted: 0 };
    const acting = { weightsRoot: "/srv/models", apply: true };
    const sweep = commandOf("purge-hf");
    expect(severityOf(sweep, acting, { ...none, entriesRemoved: 10 })).toBe(2);
    expect(severityOf(sweep, acting, { ...none, entriesRemoved: 11 })).toBe(4);
    expect(severityOf(sweep, acting, { ...none, entriesRemoved: 5, downloadsForgotten: 6 })).toBe(4);
    const pruning = { keep: 5, apply: true };
    expect(severityOf(commandOf("prune-backups"), pruning, { ...none, itemsDeleted: 11 })).toBe(4);
    const undoing = { run: "1", apply: true };
    expect(severityOf(commandOf("undo"), undoing, { ...none, entriesRemoved: 11 })).toBe(1);
  });

  it("is then confirmed with the number of what goes", () => {
    const scope = { entriesRemoved: 8119, downloadsForgotten: 0, itemsDeleted: 4 };
    expect(phraseFor(commandOf("purge-hf"), {}, scope)).toBe("remove 8119 entries");
    expect(phraseFor(commandOf("restore-backup"), { backup: "a" }, scope)).toBe("remove 8119 entries");
    expect(phraseFor(commandOf("trash-empty"), {}, scope)).toBe("delete 4 items");
    expect(phraseFor(commandOf("trash-empty"), {}, { ...scope, itemsDeleted: 1 })).toBe("delete 1 item");
    expect(phraseFor(commandOf("prune-no-chat-template"), {}, scope)).toBe("delete 8119 models");
    const forgetting = { ...scope, entriesRemoved: 0, downloadsForgotten: 12 };
    expect(phraseFor(commandOf("verify"), { fixMissing: true }, forgetting)).toBe("forget 12 downloads");
    expect(phraseFor(commandOf("prune-backups"), {}, { ...scope, entriesRemoved: 0 })).toBe("delete 4 items");
  });
});
