import { describe, expect, it } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { checkInput } from "#cli-bridge/derive/check-input.ts";
import { controlsOf } from "#cli-bridge/derive/controls.ts";
import { inputOf, inputOfQuery, missingOf, valuesOf } from "#components/command/form-values.ts";

const controlsFor = (name: (typeof commandNames)[number]) => controlsOf(commandOf(name));

describe("what a form says", () => {
  it.each(commandNames)("%s: says nothing while nothing is filled in", (name) => {
    const controls = controlsFor(name);
    expect(inputOf(controls, valuesOf(controls))).toEqual({});
  });

  it.each(commandNames)("%s: gives every example back, and the door accepts it", (name) => {
    const controls = controlsFor(name);
    const drawn = new Set(controls.map((control) => control.name));
    for (const { input } of commandOf(name).examples) {
      const said = inputOf(controls, valuesOf(controls, input as Record<string, unknown>));
      const wanted = Object.entries(input).filter(([field]) => drawn.has(field));
      expect(said).toEqual(Object.fromEntries(wanted));
      expect(checkInput(commandOf(name), said, "web").ok).toBe(true);
    }
  });

  it("leaves out what is usual anyway", () => {
    const controls = controlsFor("scan");
    expect(inputOf(controls, { ...valuesOf(controls), backend: "vllm", base: "/srv" })).toEqual({
      base: "/srv",
    });
  });

  it("names what is still needed", () => {
    expect(missingOf(controlsFor("remove"), {}).map(({ name }) => name)).toEqual(["name"]);
    expect(missingOf(controlsFor("remove"), { name: "tiny" })).toEqual([]);
  });
});

describe("an address", () => {
  it("fills a form in", () => {
    const query = { name: "tiny (Q4_K_M)", deleteFiles: "true", nonsense: "1" };
    expect(inputOfQuery(controlsFor("remove"), query)).toEqual({ name: "tiny (Q4_K_M)", deleteFiles: true });
  });

  it("never carries a secret into a form", () => {
    expect(inputOfQuery(controlsFor("download"), { token: "hf_x", format: "awq,gptq" })).toEqual({
      format: ["awq", "gptq"],
    });
  });
});
