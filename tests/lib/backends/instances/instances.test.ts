import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addInstance, changeInstance, removeInstance } from "#lib/backends/instances/change-instances.ts";
import { instanceIdOf } from "#lib/backends/instances/instance-id.ts";
import { readInstances } from "#lib/backends/instances/read-instances.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const env = {};
const wanted = { name: "Box", kind: "ollama", url: "http://gpu.lan:11434/", tags: ["big"] } as const;
const asked = { ...wanted, tags: [...wanted.tags] };
const token = "sk-canary-1234567890";

describe("servers that are saved", () => {
  it("are read as they were added, in a file that nobody else may read", async () => {
    const home = await temporaryFolder();
    const added = await addInstance({ home }, { ...asked, token });
    expect(added).toMatchObject({ name: "Box", from: "saved", tags: ["big"] });
    expect(added.token?.reveal()).toBe(token);
    expect(JSON.stringify(added)).not.toContain("canary");
    const [read] = await readInstances({ home, env });
    expect(read).toEqual(added);
    expect((await stat(join(home, "backends.json"))).mode & 0o777).toBe(0o600);
  });

  it("are not added twice, and never at a place where nobody may be asked", async () => {
    const home = await temporaryFolder();
    await addInstance({ home }, asked);
    await expect(addInstance({ home }, { ...asked, name: "Again" })).rejects.toThrow(/saved already, as Box/);
    await expect(addInstance({ home }, { ...asked, url: "http://169.254.169.254" })).rejects.toMatchObject({
      code: "not-allowed",
    });
  });

  it("are known by their address alone, whatever kind they are taken for", async () => {
    const home = await temporaryFolder();
    const { id } = await addInstance({ home }, asked);
    const other = { ...asked, name: "Again", kind: "openai", url: wanted.url.slice(0, -1) } as const;
    for (const url of [other.url, wanted.url])
      await expect(addInstance({ home }, { ...other, url })).rejects.toThrow(/saved already, as Box/);
    const second = await addInstance({ home }, { ...other, url: "http://gpu.lan:8000" });
    const moved = changeInstance({ home }, second.id, { url: wanted.url });
    await expect(moved).rejects.toThrow(/saved already, as Box/);
    const judgedAnew = await changeInstance({ home }, id, { kind: "openai" });
    expect((await readInstances({ home, env })).map((each) => each.id)).toEqual([judgedAnew.id, second.id]);
  });

  it("lose their token with their address, unless it is given anew", async () => {
    const home = await temporaryFolder();
    const { id } = await addInstance({ home }, { ...asked, token });
    const named = await changeInstance({ home }, id, { name: "Other" });
    expect(named).toMatchObject({ id, name: "Other", tags: ["big"] });
    expect(named.token?.reveal()).toBe(token);
    const moved = await changeInstance({ home }, id, { url: "http://elsewhere.lan:11434" });
    expect(moved.id).not.toBe(id);
    expect(moved.token).toBeUndefined();
    expect(await readFile(join(home, "backends.json"), "utf8")).not.toContain("canary");
    const given = await changeInstance({ home }, moved.id, { url: "http://third.lan:11434", token });
    expect(given.token?.reveal()).toBe(token);
    expect((await changeInstance({ home }, given.id, { token: "" })).token).toBeUndefined();
  });

  it("are removed, and one that was never saved is not", async () => {
    const home = await temporaryFolder();
    const { id } = await addInstance({ home }, asked);
    await removeInstance({ home }, id);
    expect(await readInstances({ home, env })).toEqual([]);
    await expect(removeInstance({ home }, id)).rejects.toMatchObject({ code: "not-found" });
    await expect(changeInstance({ home }, "ollama-00000000", { name: "x" })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("outlast many changes at once", async () => {
    const home = await temporaryFolder();
    const ports = Array.from({ length: 12 }, (_, at) => 12_000 + at);
    await Promise.all(
      ports.map((port) => addInstance({ home }, { ...asked, url: `http://gpu.lan:${port}` })),
    );
    expect(await readInstances({ home, env })).toHaveLength(12);
  });

  it("that are written badly are told and kept, and hide no other", async () => {
    const home = await temporaryFolder();
    const file = join(home, "backends.json");
    const odd = [{ name: "", kind: "ollama" }, 7, { ...asked, url: "http://169.254.169.254" }];
    const good = { ...asked, later: { of: "a later version" } };
    await writeFile(file, JSON.stringify({ more: 1, backends: [...odd, good] }));
    const problems: string[] = [];
    const read = await readInstances({ home, env, onProblem: (message) => problems.push(message) });
    expect(read.map(({ name }) => name)).toEqual(["Box"]);
    expect(problems).toHaveLength(3);
    await changeInstance({ home }, read[0]?.id ?? "", { name: "New" });
    const written: unknown = JSON.parse(await readFile(file, "utf8"));
    expect(written).toMatchObject({
      more: 1,
      backends: [...odd, { name: "New", later: { of: "a later version" } }],
    });
  });

  it("are never written over where the file is something else", async () => {
    const home = await temporaryFolder();
    const file = join(home, "backends.json");
    await writeFile(file, "{ token: sk-canary");
    const problems: string[] = [];
    expect(await readInstances({ home, env, onProblem: (message) => problems.push(message) })).toEqual([]);
    await expect(addInstance({ home }, asked)).rejects.toMatchObject({ code: "conflict" });
    expect(problems.join()).not.toContain("canary");
    expect(await readFile(file, "utf8")).toBe("{ token: sk-canary");
  });
});

describe("6a servers that the environment names", () => {
  it("are taken up, each by its variable", async () => {
    const home = await temporaryFolder();
    const read = await readInstances({
      home,
      env: {
        OLLAMA_HOST: "0.0.0.0",
        LMSTUDIO_URL: "http://127.0.0.1:1234/v1",
        LM_STUDIO_URL: "http://localhost:1234",
        VLLM_URL: "gpu.lan:8000",
        LMDEPLOY_URL: "",
        LLAMACPP_URL: "http://127.0.0.1:8080",
        VLLM_API_KEY: token,
      },
    });
    expect(read.map(({ kind, url, name, from }) => [kind, url.href, name, from])).toEqual([
      ["ollama", "http://127.0.0.1:11434/", "Ollama", "environment"],
      ["lmstudio", "http://127.0.0.1:1234/", "LM Studio", "environment"],
      ["vllm", "http://gpu.lan:8000/", "vLLM on gpu.lan", "environment"],
      ["llamacpp", "http://127.0.0.1:8080/", "llama.cpp", "environment"],
    ]);
    expect(read.map((each) => each.token?.reveal())).toEqual([undefined, undefined, token, undefined]);
  });

  it("are one with a saved server at the same address, whose name holds", async () => {
    const home = await temporaryFolder();
    const { id } = await addInstance({ home }, { ...asked, url: "http://localhost:11434" });
    const read = await readInstances({ home, env: { OLLAMA_HOST: "127.0.0.1:11434" } });
    expect(read.map((each) => [each.id, each.name, each.from])).toEqual([[id, "Box", "saved"]]);
  });

  it("lend their token to this machine's servers of the kind, and to no other", async () => {
    const home = await temporaryFolder();
    for (const url of ["http://127.0.0.1:8000", "http://far.example:8000"])
      await addInstance({ home }, { ...asked, kind: "vllm", url });
    const read = await readInstances({ home, env: { VLLM_API_KEY: token } });
    expect(read.map((each) => each.token?.reveal())).toEqual([token, undefined]);
  });

  it("that are named badly are told, with the variable", async () => {
    const problems: string[] = [];
    const onProblem = (message: string) => problems.push(message);
    const bad = { VLLM_URL: "http://169.254.169.254", LLAMACPP_URL: "ftp://x" };
    expect(await readInstances({ home: await temporaryFolder(), env: bad, onProblem })).toEqual([]);
    expect(problems).toEqual([
      expect.stringMatching(/^VLLM_URL: /),
      expect.stringMatching(/^LLAMACPP_URL: /),
    ]);
  });
});

it("an id tells kind and address, whichever name of this machine is used", () => {
  const id = instanceIdOf("ollama", new URL("http://127.0.0.1:11434"));
  expect(id).toMatch(/^ollama-[0-9a-f]{8}$/);
  expect(instanceIdOf("ollama", new URL("http://localhost:11434/"))).toBe(id);
  expect(instanceIdOf("openai", new URL("http://127.0.0.1:11434"))).not.toBe(id);
  expect(instanceIdOf("ollama", new URL("http://127.0.0.1:11434/x"))).not.toBe(id);
});
