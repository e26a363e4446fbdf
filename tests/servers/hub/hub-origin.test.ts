import { listFiles, listModels, modelInfo, whoAmI } from "@huggingface/hub";
import { describe, expect, it } from "vitest";
import { askHub } from "./ask-hub.ts";
import { hostilePaths, hostileRepo } from "./hostile-repo.ts";
import { openTestHub } from "./open-test-hub.ts";
import type { HubRepo } from "./start-test-hub.ts";

const tiny: HubRepo = {
  name: "acme/tiny",
  downloads: 90,
  likes: 4,
  license: "apache-2.0",
  pipelineTag: "text-generation",
  library: "transformers",
  gguf: { total: 7_000_000_000, architecture: "llama", context_length: 8192 },
  files: [
    { path: "README.md", content: "# Tiny\n" },
    { path: "config.json", content: '{"model_type":"llama","hidden_size":64}' },
    { path: "gguf/tiny.Q4_K_M.gguf", bytes: 3_000_000, xet: true },
    { path: "gguf/tiny.Q8_0.gguf", bytes: 5_000_000 },
    { path: "with space #1.txt", content: "one" },
  ],
};
const closed: HubRepo = { name: "acme/closed", private: true, files: [{ path: "x.txt", content: "x" }] };
const gated: HubRepo = { name: "acme/gated", gated: "manual", files: [{ path: "x.txt", content: "x" }] };
const tokens = {
  hf_friend: { name: "friend", granted: ["acme/gated"], sees: ["acme/closed"] },
  hf_stranger: { name: "stranger" },
};
const as = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
type Item = { type: string; path: string; id: string; xetHash?: string };
const rowsOf = ({ body }: { body: Buffer }): Item[] => JSON.parse(body.toString());
const jsonOf = ({ body }: { body: Buffer }): Record<string, unknown> => JSON.parse(body.toString());

async function allOf<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

describe("what a hub says about its repositories", () => {
  it("is read by the hub's own library", async () => {
    const hub = await openTestHub({ repos: [tiny], tokens, pageSize: 2 });
    const info = await modelInfo({ name: "acme/tiny", hubUrl: hub.url, additionalFields: ["sha", "tags"] });
    const files = await allOf(listFiles({ repo: "acme/tiny", recursive: true, hubUrl: hub.url }));
    const user = await whoAmI({ accessToken: "hf_friend", hubUrl: hub.url });
    expect(info).toMatchObject({ name: "acme/tiny", sha: hub.commit("acme/tiny"), gated: false });
    expect(files.map(({ path }) => path)).toEqual(["gguf", ...(tiny.files ?? []).map(({ path }) => path)]);
    expect(user).toMatchObject({ type: "user", name: "friend" });
  });

  it("comes in pages, with the way to the next in a header", async () => {
    const hub = await openTestHub({ repos: [tiny], pageSize: 4 });
    const first = await askHub(`${hub.url}/api/models/acme/tiny/tree/main?recursive=true`);
    const next = /<([^>]+)>; rel="next"/.exec(String(first.headers.link))?.[1] ?? "";
    const second = await askHub(next);
    expect([rowsOf(first).length, rowsOf(second).length]).toEqual([4, 2]);
    expect(second.headers.link).toBeUndefined();
  });

  it("tells large files by their sha256, and by their Xet hash where they have one", async () => {
    const hub = await openTestHub({ repos: [tiny] });
    const [q4, q8] = rowsOf(await askHub(`${hub.url}/api/models/acme/tiny/tree/main/gguf`));
    const sha256 = await hub.sha256("acme/tiny", "gguf/tiny.Q4_K_M.gguf");
    expect(q4).toMatchObject({ type: "file", size: 3_000_000, lfs: { oid: sha256, size: 3_000_000 } });
    expect(q4?.xetHash).toMatch(/^[0-9a-f]{64}$/);
    expect(q8).not.toHaveProperty("xetHash");
  });

  it("names small files as git does", async () => {
    const hub = await openTestHub({ repos: [tiny] });
    const items = rowsOf(await askHub(`${hub.url}/api/models/acme/tiny/tree/main`));
    // printf '# Tiny\n' | git hash-object --stdin
    const readme = items.find(({ path }) => path === "README.md");
    expect(readme).toEqual({
      type: "file",
      oid: "14d286ebf3febd1e7319ce671d8d399dfe187ee4",
      size: 7,
      path: "README.md",
    });
  });

  it("can be asked for some paths only", async () => {
    const hub = await openTestHub({ repos: [tiny] });
    const body = JSON.stringify({ paths: ["config.json", "gguf", "missing"] });
    const headers = { "Content-Type": "application/json" };
    const url = `${hub.url}/api/models/acme/tiny/paths-info/main`;
    const items = rowsOf(await askHub(url, { method: "POST", headers, body }));
    expect(items.map(({ path }) => path)).toEqual(["config.json", "gguf"]);
  });

  it("gives only what is expanded", async () => {
    const hub = await openTestHub({ repos: [tiny] });
    const asked = await askHub(`${hub.url}/api/models/acme/tiny?expand=gguf&expand=downloads`);
    expect(Object.keys(jsonOf(asked)).sort()).toEqual(["_id", "downloads", "gguf", "id", "modelId"]);
  });

  it("lists the names of a hostile repository verbatim", async () => {
    const hub = await openTestHub({ repos: [hostileRepo()] });
    const items = rowsOf(await askHub(`${hub.url}/api/models/mallory/paths/tree/main?recursive=true`));
    const files = items.filter(({ type }) => type === "file");
    expect(items.filter(({ path }) => path === "")).toEqual([]);
    expect(items.find(({ type }) => type === "symlink")).toMatchObject({ path: "link.gguf" });
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining([...hostilePaths]));
  });
});

describe("a search", () => {
  const repos: HubRepo[] = [
    tiny,
    {
      name: "acme/Large-Safe",
      downloads: 500,
      safetensors: { total: 70e9 },
      files: [{ path: "m.safetensors", bytes: 9 }],
    },
    {
      name: "other/small",
      downloads: 7,
      labels: ["base_model:acme/tiny"],
      lastModified: "2026-11-01T00:00:00.000Z",
    },
    gated,
    closed,
    { name: "acme/questions", kind: "dataset" },
  ];
  const cases: [string, string[]][] = [
    ["search=TINY", ["acme/tiny"]],
    ["author=acme&sort=downloads", ["acme/Large-Safe", "acme/tiny", "acme/gated"]],
    ["filter=gguf", ["acme/tiny"]],
    ["filter=base_model:acme/tiny", ["other/small"]],
    ["apps=vllm", ["acme/Large-Safe"]],
    ["gated=true", ["acme/gated"]],
    ["num_parameters=min:6B,max:13B", ["acme/tiny"]],
    ["pipeline_tag=text-generation", ["acme/tiny"]],
    ["sort=lastModified&limit=1", ["other/small"]],
    ["search=nothing+like+it", []],
  ];

  it.each(cases)("for %s finds %j", async (query, names) => {
    const hub = await openTestHub({ repos });
    const rows = rowsOf(await askHub(`${hub.url}/api/models?${query}`));
    expect(rows.map(({ id }) => id)).toEqual(names);
  });

  it("goes on from page to page, and shows what is private to those who may see it", async () => {
    const hub = await openTestHub({ repos, tokens, pageSize: 2 });
    const found = listModels({ hubUrl: hub.url, accessToken: "hf_friend", search: { owner: "acme" } });
    const names = (await allOf(found)).map(({ name }) => name);
    expect(names.sort()).toEqual(["acme/Large-Safe", "acme/closed", "acme/gated", "acme/tiny"]);
  });
});

describe("who may not get at a file", () => {
  const repos: HubRepo[] = [
    tiny,
    closed,
    gated,
    { name: "acme/off", disabled: true },
    { name: "acme/questions", kind: "dataset", files: [{ path: "x.txt", content: "x" }] },
  ];
  const cases: [string, string, string | undefined, number, string | undefined][] = [
    [
      "asks for a repository that is not there",
      "acme/none/resolve/main/x.txt",
      undefined,
      401,
      "RepoNotFound",
    ],
    ["asks so with a token", "acme/none/resolve/main/x.txt", "hf_friend", 404, "RepoNotFound"],
    ["asks for a private one", "acme/closed/resolve/main/x.txt", undefined, 401, "RepoNotFound"],
    [
      "asks for a private one of others",
      "acme/closed/resolve/main/x.txt",
      "hf_stranger",
      404,
      "RepoNotFound",
    ],
    ["has no token for a gated one", "acme/gated/resolve/main/x.txt", undefined, 401, "GatedRepo"],
    ["was not granted a gated one", "acme/gated/resolve/main/x.txt", "hf_stranger", 403, "GatedRepo"],
    ["has a token that nobody gave", "acme/tiny/resolve/main/config.json", "hf_forged", 401, undefined],
    ["asks for what was disabled", "acme/off/resolve/main/x.txt", undefined, 403, undefined],
    [
      "asks for a revision that is not there",
      "acme/tiny/resolve/v9/config.json",
      undefined,
      404,
      "RevisionNotFound",
    ],
    ["asks for a file that is not there", "acme/tiny/resolve/main/none", undefined, 404, "EntryNotFound"],
    ["takes a dataset for a model", "acme/questions/resolve/main/x.txt", "hf_friend", 404, "RepoNotFound"],
  ];

  it.each(cases)("is told why: who %s", async (_, path, token, status, code) => {
    const hub = await openTestHub({ repos, tokens });
    const answer = await askHub(`${hub.url}/${path}`, token === undefined ? {} : as(token));
    expect([answer.status, answer.headers["x-error-code"]]).toEqual([status, code]);
    expect(jsonOf(answer).error).toBe(answer.headers["x-error-message"]);
  });

  it("is not who has the right token, or asks for a dataset as one", async () => {
    const hub = await openTestHub({ repos, tokens });
    const asked = ["acme/closed", "acme/gated"].map((name) =>
      askHub(`${hub.url}/${name}/resolve/main/x.txt`, as("hf_friend")),
    );
    asked.push(askHub(`${hub.url}/datasets/acme/questions/resolve/main/x.txt`));
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it("still reads about a gated repository", async () => {
    const hub = await openTestHub({ repos });
    const answer = await askHub(`${hub.url}/api/models/acme/gated`);
    expect(jsonOf(answer)).toMatchObject({ gated: "manual", private: false });
  });
});

it("sends who knows an old name to the new one, by a relative address", async () => {
  const hub = await openTestHub({ repos: [tiny, { name: "old/tiny", renamedTo: "acme/tiny" }] });
  const answer = await askHub(`${hub.url}/api/models/old/tiny/tree/main?recursive=true`);
  expect(answer.status).toBe(307);
  expect(answer.headers.location).toBe("/api/models/acme/tiny/tree/main?recursive=true");
  const file = await askHub(`${hub.url}/old/tiny/resolve/main/README.md`);
  expect(file.headers.location).toBe("/acme/tiny/resolve/main/README.md");
});

it("turns away who asks too often, until the window is over", async () => {
  const hub = await openTestHub({ repos: [tiny], limits: { api: 1 } });
  const answers = [await askHub(`${hub.url}/api/models`), await askHub(`${hub.url}/api/models`)];
  expect(answers.map(({ status }) => status)).toEqual([200, 429]);
  expect(answers[0]?.headers.ratelimit).toMatch(/^"api";r=0;t=\d+$/);
  expect(Number(answers[1]?.headers["retry-after"])).toBeGreaterThan(0);
});
