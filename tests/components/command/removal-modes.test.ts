import { expect, test } from "vitest";
import { modeldeck } from "#cli-bridge/dialects/modeldeck.ts";
import { toCommandView } from "#components/command/command-view.ts";
import { viewOfRemoval } from "#components/command/removal-modes.ts";
import { commandAnswer } from "#lib/server/command-answers.ts";

const remove = toCommandView(commandAnswer("remove", { dialect: modeldeck }));
const factsOf = (...words: Parameters<typeof viewOfRemoval>) => {
  const { verb, effect, changes } = viewOfRemoval(...words);
  return { verb, effect, changes };
};

test("a removal is called what it does, and destroys only where no trash takes the files", () => {
  const trash = "files and the registry";
  expect(factsOf(remove, "metadata")).toEqual({ verb: "Forget the download of", effect: "changes" });
  expect(factsOf(remove, "files")).toEqual({
    verb: "Remove the files of",
    effect: "changes",
    changes: trash,
  });
  expect(factsOf(remove, "all")).toEqual({ verb: "Remove", effect: "changes", changes: trash });
  expect(factsOf(remove, "entry")).toEqual({ verb: "Remove", effect: "changes" });
  const foreign = { ...remove, tellsPlan: false };
  expect(factsOf(foreign, "files")).toEqual({ verb: "Delete its files", effect: "destroys" });
  expect(factsOf(foreign, "all")).toEqual({ verb: "Purge entirely", effect: "destroys" });
  expect(factsOf(foreign, "entry")).toEqual({ verb: "Remove its entry", effect: "changes" });
  expect(viewOfRemoval(foreign, "all").summary).toBe(
    "Files deleted for good and the entry out of the registry.",
  );
});
