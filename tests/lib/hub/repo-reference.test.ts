import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRepoReference } from "#lib/hub/repo-reference.ts";
import { settleReference } from "#lib/hub/settle-reference.ts";

const hub = "https://huggingface.co";
const sha = "0123456789abcdef0123456789abcdef01234567";

describe("a model is understood when it is written as", () => {
  it.each([
    ["owner/repo", {}],
    ["  owner/repo \n", {}],
    ["<https://huggingface.co/owner/repo>", {}],
    ["'owner/repo'", {}],
    ["ollama run hf.co/owner/repo:Q4_K_M", { quant: "Q4_K_M" }],
    ["$ hf download owner/repo m.gguf --revision v1.0", { revision: "v1.0", file: "m.gguf" }],
    ["llama-server -hf owner/repo:Q8_0", { quant: "Q8_0" }],
    ["owner/repo@v1.0", { revision: "v1.0" }],
    ["owner/repo@feature/x", { revision: "feature/x" }],
    ["owner/repo@refs/pr/1", { revision: "refs/pr/1" }],
    [`owner/repo@${sha}`, { revision: sha }],
    ["owner/repo:Q4_K_M", { quant: "Q4_K_M" }],
    ["hf.co/owner/repo:IQ2_XS", { quant: "IQ2_XS" }],
    ["owner/repo@main:Q8_0", { revision: "main", quant: "Q8_0" }],
    ["owner/repo:m-Q4_K_M.gguf", { file: "m-Q4_K_M.gguf" }],
    ["owner/repo/sub/m.gguf", { file: "sub/m.gguf" }],
    ["huggingface.co/owner/repo", {}],
    ["git@hf.co:owner/repo.git", {}],
    ["https://huggingface.co/owner/repo", {}],
    ["https://huggingface.co/owner/repo/", {}],
    ["http://www.huggingface.co/owner/repo.git", {}],
    ["HTTPS://HUGGINGFACE.CO/owner/repo", {}],
    ["https://huggingface.co/owner/repo?library=transformers#usage", {}],
    ["https://huggingface.co/owner/repo/tree/main", { revision: "main" }],
    ["https://huggingface.co/owner/repo/tree/main/sub", { revision: "main", folder: "sub" }],
    ["https://huggingface.co/owner/repo/tree/feature%2Fx", { revision: "feature/x" }],
    ["https://huggingface.co/owner/repo/tree/refs%2Fpr%2F3", { revision: "refs/pr/3" }],
    ["https://huggingface.co/owner/repo/tree/refs/pr/3/sub", { revision: "refs/pr/3", folder: "sub" }],
    [
      "https://huggingface.co/owner/repo/tree/main?show_file_info=m.gguf",
      { revision: "main", file: "m.gguf" },
    ],
    ["https://huggingface.co/owner/repo/blob/main/a/m.gguf", { revision: "main", file: "a/m.gguf" }],
    [
      "https://huggingface.co/owner/repo/resolve/main/a%20file%20%231.gguf?download=true",
      { revision: "main", file: "a file #1.gguf" },
    ],
    [`https://huggingface.co/owner/repo/raw/${sha}/config.json`, { revision: sha, file: "config.json" }],
    ["https://huggingface.co/owner/repo/file/main/config.json", { revision: "main", file: "config.json" }],
    [`https://huggingface.co/owner/repo/commit/${sha}`, { revision: sha }],
    ["https://huggingface.co/owner/repo/commits/main", { revision: "main" }],
    ["https://huggingface.co/owner/repo/discussions/7", {}],
    ["https://huggingface.co/api/models/owner/repo", {}],
    ["https://huggingface.co/api/models/owner/repo/tree/v2", { revision: "v2" }],
    ["https://huggingface.co/api/models/owner/repo/revision/v2", { revision: "v2" }],
    ["owner/repo/blob/main/m.gguf", { revision: "main", file: "m.gguf" }],
    ["hf://owner/repo", {}],
    ["hf://owner/repo/m.gguf", { file: "m.gguf" }],
    ["hf://owner/repo@v2/a/m.gguf", { revision: "v2", file: "a/m.gguf" }],
    ["hf://owner/repo@refs/pr/2/m.gguf", { revision: "refs/pr/2", file: "m.gguf" }],
    ["hf://owner/repo@feature%2Fx/m.gguf", { revision: "feature/x", file: "m.gguf" }],
  ])("%s", (text, more) => {
    expect(parseRepoReference(text, hub)).toEqual({ repo: "owner/repo", ...more });
  });

  it("a name from the time when models had no owner", () => {
    expect(parseRepoReference("gpt2", hub)).toEqual({ repo: "gpt2" });
    expect(parseRepoReference("https://huggingface.co/gpt2/tree/main", hub).repo).toBe("gpt2");
    expect(parseRepoReference("gpt2@v1", hub)).toEqual({ repo: "gpt2", revision: "v1" });
  });
});

describe("a mirror", () => {
  it.each(["https://mirror.example:8443", "https://mirror.example:8443/hf/remote"])("at %s", (mirror) => {
    expect(parseRepoReference(`${mirror}/owner/repo/tree/v1`, mirror)).toEqual({
      repo: "owner/repo",
      revision: "v1",
    });
    expect(parseRepoReference("https://huggingface.co/owner/repo", mirror).repo).toBe("owner/repo");
  });
});

describe("what is no model is refused with the reason:", () => {
  it.each([
    ["", "Nothing is no name of a model."],
    ["https://huggingface.co/datasets/owner/set", "is a dataset"],
    ["datasets/owner/set", "is a dataset"],
    ["hf://datasets/owner/set/a.csv", "is a dataset"],
    ["https://huggingface.co/spaces/owner/app", "is a space"],
    ["https://huggingface.co/models?search=x", "is a page of the hub"],
    ["https://huggingface.co/docs/hub/index", "is a page of the hub"],
    ["https://evil.example/owner/repo", "is at evil.example, and models are taken from huggingface.co."],
    ["https://huggingface.co.evil.example/owner/repo", "is at huggingface.co.evil.example"],
    ["https://huggingface.co@evil.example/owner/repo", "is at evil.example"],
    ["ftp://huggingface.co/owner/repo", "begins with ftp://"],
    ["file:///etc/passwd", "begins with file://"],
    ["javascript:alert(1)", "is no address of the hub"],
    ["/etc/passwd", "is a path, and no model"],
    ["~/models/tiny", "is a path, and no model"],
    ["owner/../repo", 'names no model: "owner/..".'],
    ["../repo", "names no model"],
    ["-owner/repo", "names no model"],
    ["owner/re po", "names no model"],
    ["owner/repo@", "names no revision"],
    ["owner/repo@--upload-pack=x", "names no revision"],
    ["owner/repo@a..b", 'names no revision: "a..b".'],
    ["owner/repo/blob/main/../../x", "names a file in a way"],
    ["https://huggingface.co/owner/repo/blob/main/%2e%2e%2fx.gguf", "names a file in a way"],
    ["https://huggingface.co/owner/repo/blob/main/a%5Cb.gguf", "names a file in a way"],
    ["https://huggingface.co/owner/repo/blob/main/%E0%A4%A", "percent sign"],
    ["https://huggingface.co/owner/repo/tree/main?show_file_info=../x.gguf", "names a file in a way"],
    ["owner/repo:", "after which nothing stands"],
    ["owner/repo:Q4 K", "weights of a kind"],
    ["x".repeat(3000), "is no name of a model"],
  ])("%s", (text, reason) => {
    expect(() => parseRepoReference(text, hub)).toThrow(
      expect.objectContaining({ code: "bad-input", message: expect.stringContaining(reason) }),
    );
  });

  it.each([
    ["https://github.com/owner/repo", "or paste the address of the model's page at huggingface.co."],
    ["github.com/owner/repo", "or paste the address of the model's page at huggingface.co."],
    ["https://ollama.com/library/tiny", "or paste the address of the model's page at huggingface.co."],
    ["https://mirror.example/owner/repo", "or make mirror.example the hub"],
  ])("only what could be a hub is offered as one: %s", (text, hint) => {
    expect(() => parseRepoReference(text, hub)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("models are taken from huggingface.co"),
        hint: expect.stringContaining(hint),
      }),
    );
  });

  it("anything at all is understood or refused, and never yields a part that a path could escape by", () => {
    const piece = fc.constantFrom(
      ..."https://huggingface.co/ owner repo @ : tree blob main .. %2e / \\ ? # \0 é".split(" "),
    );
    const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 8 });
    const check = fc.property(text, (pieces) => {
      try {
        const { repo, revision = "r", file = "f", folder = "d" } = parseRepoReference(pieces.join(""), hub);
        for (const part of [repo, revision, file, folder].flatMap((each) => each.split("/")))
          expect(["", ".", ".."]).not.toContain(part);
      } catch (error) {
        expect(error).toMatchObject({ name: "ConsoleError", code: "bad-input" });
      }
    });
    fc.assert(check, { numRuns: 2000, seed: 4 });
  });
});

describe("a branch with slashes in an address", () => {
  const refs = async () => ({
    branches: ["main", "feature", "feature/x"].map((name) => ({ name, commit: sha })),
    tags: [{ name: "v/1", commit: sha }],
  });

  it.each([
    ["tree/feature/x", { revision: "feature/x" }],
    ["tree/feature/x/sub", { revision: "feature/x", folder: "sub" }],
    ["blob/feature/x/sub/m.gguf", { revision: "feature/x", file: "sub/m.gguf" }],
    ["blob/v/1/m.gguf", { revision: "v/1", file: "m.gguf" }],
    ["blob/feature/y/m.gguf", { revision: "feature", file: "y/m.gguf" }],
    ["blob/main/x/m.gguf", { revision: "main", file: "x/m.gguf" }],
  ])("is told from the path by the hub's list: %s", async (tail, settled) => {
    const reference = parseRepoReference(`https://huggingface.co/owner/repo/${tail}`, hub);
    expect(await settleReference({ refs }, reference)).toEqual({ repo: "owner/repo", ...settled });
  });

  it("costs no question where nothing is open", async () => {
    const reference = parseRepoReference("owner/repo@feature/x", hub);
    expect(await settleReference({ refs: () => Promise.reject(new Error("asked")) }, reference)).toBe(
      reference,
    );
  });
});
