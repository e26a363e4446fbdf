import { expect, it } from "vitest";
import { codeCarriedBy } from "#lib/hub/plan/code-carried.ts";

it.each([
  ["pytorch_model.bin", "pickle"],
  ["weights/model.CKPT", "pickle"],
  ["model.pth.tar", "pickle"],
  ["pytorch_model.bin.00", "pickle"],
  ["consolidated.pt.part2", "pickle"],
  ["model_state.pdparams", "pickle"],
  ["modeling_own.py", "code"],
  ["setup.pyw", "is a program"],
  ["hooks/load.mjs", "is a program"],
  ["init.lua", "is a program"],
  ["try-it.ipynb", "can hold a program"],
  ["saved_model.pb", "can hold a program"],
  ["tf_model.h5", "can hold a program"],
  ["embeddings.npy", "can hold a program"],
  ["weights.tar.gz", "can hold a program"],
  ["onnx.zip", "can hold a program"],
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
  const files = [
    "pytorch_model.bin.index.json",
    "model.safetensors",
    "model-Q4_K_M.gguf",
    "config.json",
    "README.md",
    "merges.txt",
  ];
  expect(
    codeCarriedBy(
      files.map((path) => ({ path })),
      [],
    ),
  ).toEqual([]);
});
