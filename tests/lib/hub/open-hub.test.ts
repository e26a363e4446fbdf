import { describe, expect, it } from "vitest";
import type { HubRepo } from "#tests/servers/hub/start-test-hub.ts";
import { hubIn, hubWith } from "./hub-for-tests.ts";

const tiny: HubRepo = {
  name: "owner/tiny",
  license: "apache-2.0",
  pipelineTag: "text-generation",
  downloads: 12,
  branches: {
    main: [
      { path: "config.json", content: '{"model_type":"llama"}' },
      { path: "weights/a file #1.gguf", bytes: 2_000_000, seed: 1 },
    ],
    "feature/x": [{ path: "config.json", content: "{}" }],
  },
  tags: { v1: "main" },
};

describe("a model", () => {
  it("is told with the commit that a revision stands for", async () => {
    const { server, hub } = await hubWith({ repos: [tiny] });
    const model = await hub.model("owner/tiny", "feature/x");
    expect(model).toMatchObject({ repo: "owner/tiny", license: "apache-2.0", gated: false, downloads: 12 });
    expect(model.sha).toBe(server.commit("owner/tiny", "feature/x"));
    expect((await hub.model("owner/tiny", undefined)).sha).toBe(server.commit("owner/tiny"));
  });

  it("that was renamed is told under its present name", async () => {
    const { hub } = await hubWith({ repos: [tiny, { name: "old/tiny", renamedTo: "owner/tiny" }] });
    expect((await hub.model("old/tiny", undefined)).repo).toBe("owner/tiny");
  });

  it("is told apart from a dataset of that name", async () => {
    const { server, hub } = await hubWith({ repos: [{ name: "owner/words", kind: "dataset", files: [] }] });
    await expect(hub.model("owner/words", undefined)).rejects.toMatchObject({
      code: "hub-not-found",
      message: "owner/words is a dataset, and no model.",
      hint: expect.stringContaining(`${server.url}/datasets/owner/words`),
    });
    await expect(hub.model("owner/absent", undefined)).rejects.toMatchObject({
      message: expect.stringContaining("There is no model owner/absent"),
    });
  });

  it("has its branches and tags", async () => {
    const { server, hub } = await hubWith({ repos: [tiny] });
    const refs = await hub.refs("owner/tiny");
    expect(refs.branches.map(({ name }) => name).sort()).toEqual(["feature/x", "main"]);
    expect(refs.tags).toEqual([{ name: "v1", commit: server.commit("owner/tiny", "v1") }]);
  });
});

describe("the files of a model", () => {
  it("are all listed, however many pages they take", async () => {
    const files = Array.from({ length: 25 }, (_, index) => ({ path: `d/${index}.txt`, content: `${index}` }));
    const { server, hub } = await hubWith({ repos: [{ name: "owner/many", files }], pageSize: 10 });
    const listed = await hub.files("owner/many", server.commit("owner/many"));
    expect(listed.map(({ path }) => path).sort()).toEqual(files.map(({ path }) => path).sort());
  });

  it("carry the sha256 where the hub knows it", async () => {
    const { server, hub } = await hubWith({ repos: [tiny] });
    const files = await hub.files("owner/tiny", server.commit("owner/tiny"));
    const weights = files.find(({ path }) => path.endsWith(".gguf"));
    expect(weights).toMatchObject({
      bytes: 2_000_000,
      sha256: await server.sha256("owner/tiny", "weights/a file #1.gguf"),
    });
    expect(files.find(({ path }) => path === "config.json")).toMatchObject({ bytes: 22, sha256: undefined });
  });

  it("are read as text when they are small", async () => {
    const { server, hub } = await hubWith({ repos: [tiny] });
    const commit = server.commit("owner/tiny");
    expect(await hub.text("owner/tiny", commit, "config.json", 1000)).toBe('{"model_type":"llama"}');
    expect(await hub.text("owner/tiny", commit, "absent.json", 1000)).toBeUndefined();
    await expect(hub.text("owner/absent", "main", "config.json", 1000)).rejects.toMatchObject({
      code: "hub-not-found",
    });
    await expect(hub.text("owner/tiny", "v9", "config.json", 1000)).rejects.toMatchObject({
      code: "hub-revision",
    });
    await expect(hub.text("owner/tiny", commit, "config.json", 10)).rejects.toMatchObject({
      code: "hub-strange",
    });
  });
});

describe("the place of a file", () => {
  const granted = { hf_grantedgranted1: { name: "ann" } };

  it("is another host's for weights, and the token is not for that host", async () => {
    const { server, hub } = await hubWith(
      { repos: [tiny], tokens: granted },
      { HF_TOKEN: "hf_grantedgranted1" },
    );
    const commit = server.commit("owner/tiny");
    const place = await hub.locate("owner/tiny", commit, "weights/a file #1.gguf");
    const sha256 = await server.sha256("owner/tiny", "weights/a file #1.gguf");
    expect(place).toMatchObject({ headers: {}, bytes: 2_000_000, commit, etag: sha256 });
    expect(new URL(place.url).origin).toBe(server.cdnUrl);
    expect(server.requests.filter(({ host }) => host === "cdn")).toEqual([]);
  });

  it("is the hub itself for small files, and there the token goes along", async () => {
    const { server, hub } = await hubWith(
      { repos: [tiny], tokens: granted },
      { HF_TOKEN: "hf_grantedgranted1" },
    );
    const place = await hub.locate("owner/tiny", server.commit("owner/tiny"), "config.json");
    expect(place).toMatchObject({ bytes: 22, headers: { authorization: "Bearer hf_grantedgranted1" } });
    expect(new URL(place.url).origin).toBe(server.url);
  });

  it("is found behind the redirects that the hub makes on its own host", async () => {
    const { server, hub } = await hubWith({ repos: [tiny], resolveCache: true });
    const commit = server.commit("owner/tiny");
    const place = await hub.locate("owner/tiny", commit, "config.json");
    expect(place).toMatchObject({ bytes: 22, commit, etag: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(new URL(place.url).origin).toBe(server.url);
    expect(await hub.text("owner/tiny", commit, "config.json", 100)).toBe('{"model_type":"llama"}');
  });

  it("says until when its address holds", async () => {
    const { server, hub } = await hubWith({ repos: [tiny], signedForMs: 60_000 });
    const commit = server.commit("owner/tiny");
    const { expiresAt } = await hub.locate("owner/tiny", commit, "weights/a file #1.gguf");
    expect(expiresAt).toBeGreaterThan(Date.now());
    expect(expiresAt).toBeLessThan(Date.now() + 120_000);
  });

  it("is read through the redirect without the token", async () => {
    const { server, hub } = await hubWith(
      { repos: [tiny], tokens: granted },
      { HF_TOKEN: "hf_grantedgranted1" },
    );
    const commit = server.commit("owner/tiny");
    const text = await hub.text("owner/tiny", commit, "weights/a file #1.gguf", 3_000_000);
    expect(text?.length).toBeGreaterThan(0);
    const asked = server.requests.map(({ host, authorization }) => [host, authorization]);
    expect(asked).toEqual([
      ["hub", "Bearer hf_grantedgranted1"],
      ["cdn", undefined],
    ]);
  });
});

describe("nothing is asked", () => {
  it("when HF_HUB_OFFLINE says so", async () => {
    const { server } = await hubWith({ repos: [tiny] });
    const hub = await hubIn({ HF_ENDPOINT: server.url, HF_HUB_OFFLINE: "1" });
    await expect(hub.model("owner/tiny", undefined)).rejects.toMatchObject({ code: "hub-offline" });
    expect(server.requests).toEqual([]);
  });
});
