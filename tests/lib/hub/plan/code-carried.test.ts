import { expect, it } from "vitest";
import { codeCarriedBy } from "#lib/hub/plan/code-carried.ts";

it.each([
  ["pytorch_model.bin", "pickle"],
  ["weights/model.CKPT", "pickle"],
  ["modeling_own.py", "code"],
  ["model.llamafile", "is a program"],
  ["bin/server.EXE", "is a program"],
  ["libop.so", "is a program"],
  ["__pycache__/modeling_own.cpython-312.pyc", "is a program"],
  ["run.sh", "is a program"],
  ["scaler.joblib", "can hold a program"],
  ["model.nemo", "can hold a program"],
])("%s is named before it comes", (path, says) => {
  expect(codeCarriedBy([{ path }], [])).toEqual([expect.stringContaining(says)]);
});

it("weights and words carry none", () => {
  const files = ["model.safetensors", "model-Q4_K_M.gguf", "config.json", "README.md", "merges.txt"];
  expect(
    codeCarriedBy(
      files.map((path) => ({ path })),
      [],
    ),
  ).toEqual([]);
});
