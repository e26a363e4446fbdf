import { expect, test } from "vitest";
import { parseModelfile, printModelfile } from "#lib/backends/ollama/modelfile.ts";
import { toCreation } from "#lib/backends/ollama/to-creation.ts";

const text = `# A model of ours.
FROM qwen3:8b

parameter temperature 0.6
PARAMETER num_ctx   8192
PARAMETER stop "<|im_end|>"
PARAMETER stop </s>
PARAMETER use_mmap false
TEMPLATE """{{ .System }}
# not a comment
{{ .Prompt }}"""
SYSTEM "You are
brief."
LICENSE """
MIT
"""
LICENSE Apache-2.0
MESSAGE user Is "Rome" in Italy?
MESSAGE assistant yes
RENDERER qwen3
PARSER qwen3
REQUIRES 0.20.0
ADAPTER ./lora.gguf
DRAFT ./draft.gguf
`;

test("2a editor: every line of a Modelfile comes back as it was", () => {
  expect(printModelfile(parseModelfile(text))).toBe(text);
  expect(parseModelfile(text.replaceAll("\n", "\r\n"))).toEqual(parseModelfile(text));
});

test("2a editor: what is changed is written so that it reads the same", () => {
  for (const value of ["one\ntwo", ' "quoted"', "ends with a space ", "", "plain", '"a" and "b"']) {
    const items = [
      { name: "FROM", value: "x" },
      { name: "SYSTEM", value },
    ];
    const again = parseModelfile(printModelfile(items));
    expect(again.map((item) => item.value)).toEqual(["x", value]);
  }
});

test("2b sliders: a Modelfile becomes what the server takes, with numbers as numbers and stops as a list", () => {
  const { creation, files, adapters, drafts } = toCreation(parseModelfile(text), "mine");
  expect(creation).toEqual({
    ...{ model: "mine", from: "qwen3:8b", system: "You are\nbrief.", renderer: "qwen3", parser: "qwen3" },
    ...{ requires: "0.20.0", license: ["\nMIT\n", "Apache-2.0"] },
    template: "{{ .System }}\n# not a comment\n{{ .Prompt }}",
    parameters: { temperature: 0.6, num_ctx: 8192, stop: ["<|im_end|>", "</s>"], use_mmap: false },
    messages: [
      { role: "user", content: 'Is "Rome" in Italy?' },
      { role: "assistant", content: "yes" },
    ],
  });
  expect([files, adapters, drafts]).toEqual([[], ["./lora.gguf"], ["./draft.gguf"]]);
  expect(toCreation(parseModelfile("FROM ./a.gguf\nFROM ~/mmproj.gguf"), "x")).toMatchObject({
    files: ["./a.gguf", "~/mmproj.gguf"],
    creation: { model: "x" },
  });
});

test.each([
  ["", /no FROM/],
  ["SYSTEM hi", /no FROM/],
  ["FROM", /FROM says nothing/],
  ["FROM x\nFORM y", /"FORM", which is no instruction/],
  ['FROM x\nSYSTEM """never', /line 2 is never closed with """/],
  ["FROM x\nMESSAGE robot hi", /a message is of system, user or assistant/],
])("%j is refused with the line and why", (said, why) => expect(() => parseModelfile(said)).toThrow(why));

test.each([
  ["FROM x\nFROM y", /one model, or files/],
  ["FROM x\nFROM ./y.gguf", /one model, or files/],
  ["FROM x\nPARAMETER num_ctx many", /num_ctx is "many"/],
  ["FROM x\nPARAMETER num_ctx 1.5", /num_ctx is "1.5"/],
  ["FROM x\nPARAMETER temperature warm", /temperature is "warm"/],
])("%j cannot be made, and that is said", (said, why) =>
  expect(() => toCreation(parseModelfile(said), "m")).toThrow(why),
);
