import { describe, expect, it } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { toShell } from "#cli-bridge/derive/shell-words.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { toInvocation } from "#cli-bridge/dialects/to-invocation.ts";

const ours = (name: (typeof commandNames)[number], input: object) =>
  toShell(toInvocation(name, input as never, dialects.modeldeck, ["modeldeck"]).argv.slice(1));

describe.each(commandNames)("modeldeck %s", (name) => {
  it.each(commandOf(name).examples)("$says", ({ input, runs }) => {
    expect(ours(name, input)).toBe(runs);
  });
});

describe("the words of a command", () => {
  it("carry no secret; that travels in the environment", () => {
    const { argv, env } = toInvocation("download", { model: "a/b", token: "hf_secret" }, dialects.modeldeck, [
      "modeldeck",
    ]);
    expect(argv.join(" ")).not.toContain("hf_secret");
    expect(env).toEqual({ HF_TOKEN: "hf_secret" });
  });

  it("keep a name that looks like an option behind two dashes", () => {
    expect(ours("remove", { name: "--purge" })).toBe("remove -- --purge");
  });

  it("leave out what is usual anyway", () => {
    expect(ours("import-ollama", { backend: "ollama", deprecatePlaceholders: false })).toBe("import-ollama");
  });
});
