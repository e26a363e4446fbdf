import { expect, test } from "vitest";
import { commandOf } from "#cli-bridge/catalogue/index.ts";
import { controlsOf } from "#cli-bridge/derive/controls.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { toInvocation, whyUnsaid } from "#cli-bridge/dialects/to-invocation.ts";
import { downloadInputOf } from "#components/hub/download-input.ts";

const inputFor = (dialect: keyof typeof dialects) =>
  downloadInputOf({
    controls: controlsOf(commandOf("download"), (field) => whyUnsaid("download", field, dialects[dialect])),
    analysis: { repo: "o/r", revision: "v1" },
    weights: ["a.gguf"],
    said: {},
    more: { location: undefined, acceptCode: true },
  });

test("a revision and a consent are said in words that the program in use knows", () => {
  expect(inputFor("modeldeck")).toEqual({
    model: "o/r",
    revision: "v1",
    weights: ["a.gguf"],
    acceptCode: true,
  });
  const { imageworks } = dialects;
  const { argv } = toInvocation("download", inputFor("imageworks"), imageworks, ["program"]);
  expect(argv.slice(0, 3)).toEqual(["program", "download", "o/r@v1"]);
});
