import { describe, expect, it } from "vitest";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { chooseFiles, type FilesWanted, supportFilesOf } from "#lib/hub/plan/choose-files.ts";

const usual: FilesWanted = {
  weights: [],
  formats: [],
  scheme: undefined,
  files: [],
  includeOptional: true,
  includeLargeOptional: false,
  acceptCode: false,
};
const listed = (...paths: (string | [string, number])[]) =>
  paths.map((each) =>
    typeof each === "string" ? { path: each, bytes: 1000 } : { path: each[0], bytes: each[1] },
  );
const choose = (files: { path: string; bytes: number }[], wanted: Partial<FilesWanted> = {}) =>
  chooseFiles("owner/repo", files, { ...usual, ...wanted });
const pathsOf = ({ files }: ReturnType<typeof choose>) => files.map(({ file }) => file.path);

const quants = listed(
  ["m-Q4_K_M.gguf", 4e9],
  ["m-Q8_0.gguf", 8e9],
  ["big/m-F16-00001-of-00002.gguf", 8e9],
  ["big/m-F16-00002-of-00002.gguf", 8e9],
  ["mmproj-m-F16.gguf", 6e8],
  ["mmproj-m-F32.gguf", 12e8],
  "README.md",
  "config.json",
);

function refusalOf(act: () => unknown): ConsoleError {
  try {
    act();
  } catch (error) {
    if (error instanceof ConsoleError) return error;
  }
  throw new Error("Nothing was refused.");
}

describe("weights", () => {
  it.each([
    ["Q4_K_M", ["m-Q4_K_M.gguf"]],
    ["q4-k-m", ["m-Q4_K_M.gguf"]],
    ["M-q8_0.GGUF", ["m-Q8_0.gguf"]],
    ["big/m-f16-00002-of-00002.gguf", ["big/m-F16-00001-of-00002.gguf", "big/m-F16-00002-of-00002.gguf"]],
    ["m-F16-00001-of-00002.gguf", ["big/m-F16-00001-of-00002.gguf", "big/m-F16-00002-of-00002.gguf"]],
    ["*q8*", ["m-Q8_0.gguf"]],
  ])("are chosen by path, name, pattern or quantisation, shards together: %s", (word, expected) => {
    const paths = pathsOf(choose(quants, { weights: [word] }));
    expect(paths.filter((path) => path.endsWith(".gguf") && !path.startsWith("mmproj"))).toEqual(expected);
  });

  it("bring one projector along, the one that is named if one is", () => {
    expect(pathsOf(choose(quants, { weights: ["Q4_K_M"] }))).toContain("mmproj-m-F16.gguf");
    expect(pathsOf(choose(quants, { weights: ["Q4_K_M"] }))).not.toContain("mmproj-m-F32.gguf");
    const named = pathsOf(choose(quants, { weights: ["Q4_K_M", "mmproj-m-F32.gguf"] }));
    expect(named).toContain("mmproj-m-F32.gguf");
    expect(named).not.toContain("mmproj-m-F16.gguf");
  });

  it("that nobody has are refused, with what is near, and never mean all", () => {
    const refusal = refusalOf(() => choose(quants, { weights: ["Q4_K_N"] }));
    expect(refusal.code).toBe("bad-input");
    expect(refusal.message).toContain('"Q4_K_N"');
    expect(refusal.hint).toContain("Did you mean Q4_K_M?");
  });

  it("are all taken when none are named, which is said where there are several", () => {
    const chosen = choose(quants);
    expect(pathsOf(chosen).filter((path) => path.startsWith("m-") || path.startsWith("big/"))).toHaveLength(
      4,
    );
    expect(chosen.notes.join()).toContain("3 quantisations");
    expect(chosen.notes.join()).toContain("--weights=Q4_K_M");
  });

  it("that are there in a format without code leave the pickles out", () => {
    const files = listed(
      "model.safetensors",
      "pytorch_model.bin",
      "optimizer.pt",
      "config.json",
      "original/consolidated.00.pth",
    );
    const chosen = choose(files);
    expect(pathsOf(chosen)).toEqual(["model.safetensors", "config.json"]);
    expect(chosen.left.map(({ path }) => path)).toEqual([
      "pytorch_model.bin",
      "optimizer.pt",
      "original/consolidated.00.pth",
    ]);
  });

  it("come in the first format of the preference that is there, and what is not there is said", () => {
    const files = listed("model.safetensors", "m.gguf", "config.json");
    expect(pathsOf(choose(files, { formats: ["gguf", "safetensors"] }))).toEqual(["m.gguf", "config.json"]);
    const other = choose(files, { formats: ["awq", "safetensors"] });
    expect(pathsOf(other)).toEqual(["model.safetensors", "config.json"]);
    expect(other.notes).toEqual(["It does not come as awq; safetensors is taken."]);
    expect(choose(files, { formats: ["awq"], scheme: "awq" }).notes).toEqual([]);
  });

  it("are needed: a repository without any is refused", () => {
    expect(refusalOf(() => choose(listed("README.md", "data.csv"))).message).toBe(
      "No model weight files were detected in the repository owner/repo.",
    );
  });
});

describe("the other files", () => {
  const files = listed(
    "model.safetensors",
    "config.json",
    "tokenizer.json",
    "README.md",
    "LICENSE",
    "notes.txt",
    "modeling.py",
    ["poster.png", 20_000_000],
  );

  it("are taken by need and by wish", () => {
    expect(pathsOf(choose(files))).toHaveLength(7);
    expect(pathsOf(choose(files, { includeOptional: false }))).toEqual([
      ...["model.safetensors", "config.json", "tokenizer.json", "README.md", "LICENSE"],
    ]);
    expect(pathsOf(choose(files, { includeLargeOptional: true }))).toHaveLength(8);
  });

  it("leave no tokenizer out, whatever its name and size, nor code that is trusted", () => {
    const tokenizers = listed(
      ...["tokenizer.model.v3", "spiece.model", "sentencepiece.bpe.model", "vocab.json", "merges.txt"],
      ...["source.spm", "qwen.tiktoken", "vocab.bpe"],
      ["tekken.json", 19_000_000],
    );
    const needed = [...listed("model.safetensors", "model.safetensors.index.json"), ...tokenizers];
    const chosen = choose([...needed, ...listed("notes.txt", "modeling.py")], { includeOptional: false });
    expect(pathsOf(chosen)).toEqual(needed.map(({ path }) => path));
    expect(pathsOf(choose(files, { includeOptional: false, acceptCode: true }))).toContain("modeling.py");
  });

  it("can be named one by one, and then only those are taken", () => {
    expect(pathsOf(choose(files, { files: ["*.json"] }))).toEqual(["config.json", "tokenizer.json"]);
    expect(pathsOf(choose(files, { files: ["poster.png"] }))).toEqual(["poster.png"]);
  });

  it("that nobody has are refused, even beside one that is there", () => {
    const refusal = refusalOf(() => choose(files, { files: ["config.json", "tokeniser.json"] }));
    expect(refusal).toMatchObject({
      code: "bad-input",
      message: 'No file of owner/repo fits "tokeniser.json".',
      hint: "Did you mean tokenizer.json?",
    });
    expect(refusalOf(() => choose(files, { files: ["zz*"] })).hint).toContain("modeldeck analyze --files");
  });

  it("are left out under a bad name when they are optional, and refused when they are needed", () => {
    const chosen = choose(listed("model.safetensors", "../x.txt", "con.json", "Config.json", "config.json"));
    expect(chosen.left.map(({ path }) => path)).toContain("../x.txt");
    expect(chosen.refused.map(({ path }) => path)).toEqual(["con.json", "config.json"]);
  });

  it("of a repository that lends its configuration never replace the model's own", () => {
    const lent = supportFilesOf(files, new Set(["config.json"]));
    expect(lent.map(({ file }) => file.path)).toEqual(["tokenizer.json"]);
  });

  it("lends none that a disk may take for one of the model's own", () => {
    const lent = supportFilesOf(listed("Config.JSON", "vocab.json"), new Set(["config.json"]));
    expect(lent.map(({ file }) => file.path)).toEqual(["vocab.json"]);
  });
});
