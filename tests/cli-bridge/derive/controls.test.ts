import { describe, expect, it } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { controlsOf } from "#cli-bridge/derive/controls.ts";

describe("the form of a command", () => {
  it.each(commandNames)("%s has a control for every field that a person sets", (name) => {
    const command = commandOf(name);
    const drawn = controlsOf(command).map((control) => control.name);
    const flow = [
      "plan",
      "since",
      "yes",
      "was",
      "except",
      "only",
      command.apply,
      command.apply && command.rehearsal,
    ];
    expect(drawn.sort()).toEqual(
      Object.keys(command.fields)
        .filter((field) => !flow.includes(field))
        .sort(),
    );
  });

  it("says of a field that cannot be said why", () => {
    const controls = controlsOf(commandOf("scan"), (field) =>
      field === "base" ? "Nobody knows it." : undefined,
    );
    expect(controls.filter(({ disabled }) => disabled !== undefined)).toMatchObject([
      { name: "base", disabled: "Nobody knows it." },
    ]);
  });

  it("asks first for what must be given, and last for what is rarely needed", () => {
    const [first, ...rest] = controlsOf(commandOf("download"));
    expect(first).toMatchObject({ name: "model", required: true });
    const folded = rest.map((control) => control.folded);
    expect(folded).toEqual([...folded].sort());
  });

  it("says what a field is for where its word at a terminal says too little", () => {
    const labels = (name: Parameters<typeof commandOf>[0]) =>
      Object.fromEntries(controlsOf(commandOf(name)).map(({ name: field, label }) => [field, label]));
    expect(labels("scan")).toMatchObject({ base: "Folder", backend: "Backend" });
    expect(labels("download")).toMatchObject({ model: "Repository", token: "Hub token" });
    expect(labels("verify")).toMatchObject({ name: "Model", full: "Every byte" });
    expect(labels("remove")).toMatchObject({ deleteFiles: "Delete files" });
  });

  it("hides what is typed into a secret", () => {
    expect(controlsOf(commandOf("download")).find(({ name }) => name === "token")).toMatchObject({
      draws: "password",
      variable: "HF_TOKEN",
    });
  });
});
