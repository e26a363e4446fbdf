import { expect, it } from "vitest";
import { codeCarriedBy, codeInFew } from "#lib/hub/plan/code-carried.ts";

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
  ["model.torchscript", "can hold a program"],
  ["mobile.ptl", "can hold a program"],
  ["fit.RData", "can hold a program"],
  ["__0_0.distcp", "pickle"],
  ["addon.node", "is a program"],
  ["README.lnk", "is a program"],
  ["start.command", "is a program"],
  ["model.desktop", "is a program"],
])("%s is named before it comes", (path, says) => {
  expect(codeCarriedBy([{ path }], [])).toEqual([expect.stringContaining(says)]);
});

it("all are named, and a sentence names as many as one reads, with what the configuration asks for first", () => {
  const files = Array.from({ length: 20 }, (_, at) => ({ path: `${at}.bin` }));
  const code = codeCarriedBy(files, ["config.json asks the loader to run code (auto_map)"]);
  expect(code).toHaveLength(21);
  const few = codeInFew(code, "--json");
  expect(few).toHaveLength(9);
  expect([few[0], few.at(-1)]).toEqual([code[0], "and 13 more, all named with --json"]);
  expect(codeInFew(code.slice(0, 8), "--json")).toEqual(code.slice(0, 8));
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
