import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { askFile, askHub } from "./ask-hub.ts";
import { openTestHub } from "./open-test-hub.ts";
import type { HubRepo } from "./start-test-hub.ts";

const bytes = 6_000_000;
const weights = "model.safetensors";
const head = Buffer.from("a header of its own");
const repo: HubRepo = {
  name: "acme/tiny",
  tags: { v1: "old" },
  branches: {
    main: [
      { path: weights, bytes, head, xet: true },
      { path: "config.json", content: '{"a":1}' },
      { path: "sub dir/with #1.txt", content: "one" },
      { path: "empty.bin", bytes: 0 },
    ],
    old: [{ path: weights, bytes: 1000 }],
    "refs/pr/1": [{ path: "config.json", content: '{"pr":1}' }],
    "feature/x": [{ path: "config.json", content: '{"x":1}' }],
  },
};
const sha256Of = (text: Buffer) => createHash("sha256").update(text).digest("hex");
const headOf = (url: string, headers: Record<string, string> = {}) =>
  askHub(url, { method: "HEAD", headers });

describe("a large file", () => {
  it("lies elsewhere, and the hub says what it is before it sends one there", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const { status, headers } = await headOf(`${hub.url}/acme/tiny/resolve/main/${weights}`);
    expect(status).toBe(302);
    expect(headers.location).toMatch(hub.cdnUrl);
    expect(headers).toMatchObject({
      "x-repo-commit": hub.commit("acme/tiny"),
      "x-linked-size": String(bytes),
      "x-linked-etag": `"${await hub.sha256("acme/tiny", weights)}"`,
      link: expect.stringContaining('rel="xet-auth"'),
    });
  });

  it("is the same at every range as a slice of the whole", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const url = `${hub.url}/acme/tiny/resolve/main/${weights}`;
    const whole = await askFile(url);
    expect(whole.body.subarray(0, head.length)).toEqual(head);
    expect(sha256Of(whole.body)).toBe(await hub.sha256("acme/tiny", weights));
    const ranges = [
      [0, 0],
      [5, 40],
      [1_048_575, 1_048_577],
      [2_000_000, 5_999_999],
      [5_999_999, 9_999_999],
    ] as const;
    for (const [from, last] of ranges) {
      const { status, body, headers } = await askFile(url, { headers: { Range: `bytes=${from}-${last}` } });
      const end = Math.min(last, bytes - 1);
      expect([status, headers["content-range"]]).toEqual([206, `bytes ${from}-${end}/${bytes}`]);
      expect(body.equals(whole.body.subarray(from, end + 1))).toBe(true);
    }
    const tail = await askFile(url, { headers: { Range: "bytes=-7" } });
    expect(tail.body.equals(whole.body.subarray(-7))).toBe(true);
  });

  it("has no range behind its end", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const url = `${hub.url}/acme/tiny/resolve/main/${weights}`;
    const { status, headers } = await askFile(url, { headers: { Range: `bytes=${bytes}-` } });
    expect([status, headers["content-range"]]).toEqual([416, `bytes */${bytes}`]);
  });

  it("is sent whole to who holds a part of another", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const url = `${hub.url}/acme/tiny/resolve/main/${weights}`;
    const { headers } = await askFile(url, { method: "HEAD" });
    const part = { Range: "bytes=9-19" };
    const answers = [`${headers.etag}`, '"another"'].map((etag) =>
      askFile(url, { headers: { ...part, "If-Range": etag } }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([206, 200]);
  });

  it("stays shut to who shows the CDN a token, or an address it did not sign", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const { headers } = await headOf(`${hub.url}/acme/tiny/resolve/main/${weights}`);
    const location = String(headers.location);
    const withToken = await askHub(location, { headers: { Authorization: "Bearer hf_x" } });
    const forged = await askHub(location.replace("Expires=1", "Expires=2"));
    expect([withToken.status, forged.status]).toEqual([400, 403]);
    expect(hub.requests.at(-2)?.authorization).toBe("Bearer hf_x");
  });

  it("is no longer there when its address has expired", async () => {
    const hub = await openTestHub({ repos: [repo], signedForMs: -1 });
    const { status, body } = await askFile(`${hub.url}/acme/tiny/resolve/main/${weights}`);
    expect(status).toBe(403);
    expect(body.toString()).toContain("Request has expired");
  });

  it("comes no faster than it is told to", async () => {
    const hub = await openTestHub({ repos: [repo], bytesPerSecond: 2000 });
    await askFile(`${hub.url}/acme/tiny/resolve/main/${weights}`, { leaveAfter: 300 });
    expect(hub.bytesSent()).toBeGreaterThanOrEqual(300);
    expect(hub.bytesSent()).toBeLessThan(100_000);
  });

  it("may come from the disk", async () => {
    const file = join(await temporaryFolder(), "real.gguf");
    await writeFile(file, "GGUF and more");
    const hub = await openTestHub({ repos: [{ name: "acme/disk", files: [{ path: "real.gguf", file }] }] });
    const url = `${hub.url}/acme/disk/resolve/main/real.gguf`;
    expect((await askFile(url)).body.toString()).toBe("GGUF and more");
    expect((await askFile(url, { headers: { Range: "bytes=5-7" } })).body.toString()).toBe("and");
  });

  it("has at the CDN a tag of its own where object stores give one", async () => {
    const hub = await openTestHub({ repos: [repo], cdnEtag: "own" });
    const { headers } = await askFile(`${hub.url}/acme/tiny/resolve/main/${weights}`, { method: "HEAD" });
    expect(headers.etag).toMatch(/^"[0-9a-f]{32}-7"$/);
  });

  it("tells who asks for it by Xet where its pieces are", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const headers = { Accept: "application/vnd.xet-fileinfo+json" };
    const { status, body } = await askHub(`${hub.url}/acme/tiny/resolve/main/${weights}`, { headers });
    expect(status).toBe(200);
    expect(Object.keys(JSON.parse(body.toString()))).toEqual(["hash", "refreshUrl", "reconstructionUrl"]);
  });
});

describe("a small file", () => {
  it("comes from the hub itself, under git's name for it", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const { status, headers, body } = await askHub(`${hub.url}/acme/tiny/resolve/main/config.json`);
    expect([status, body.toString()]).toEqual([200, '{"a":1}']);
    expect(headers.etag).toMatch(/^"[0-9a-f]{40}"$/);
    expect(headers["x-repo-commit"]).toBe(hub.commit("acme/tiny"));
  });

  it("may have any name", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const { body } = await askHub(`${hub.url}/acme/tiny/resolve/main/sub%20dir/with%20%231.txt`);
    expect(body.toString()).toBe("one");
  });

  it("comes by way of the cache where the hub keeps one", async () => {
    const hub = await openTestHub({ repos: [repo], resolveCache: true });
    const { status, headers } = await askHub(`${hub.url}/acme/tiny/resolve/main/sub%20dir/with%20%231.txt`);
    expect(status).toBe(307);
    expect(headers.location).toMatch(/^\/api\/resolve-cache\/models\/acme\/tiny\//);
    expect((await askHub(hub.url + headers.location)).body.toString()).toBe("one");
  });

  it("is a pointer where the large file behind it is not asked for", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const { body } = await askHub(`${hub.url}/acme/tiny/raw/main/${weights}`);
    expect(body.toString()).toContain(
      `oid sha256:${await hub.sha256("acme/tiny", weights)}\nsize ${bytes}\n`,
    );
  });
});

describe("a revision", () => {
  it.each([
    ["a branch", "main", '{"a":1}'],
    ["a branch with a slash", "feature%2Fx", '{"x":1}'],
    ["a pull request", "refs/pr/1", '{"pr":1}'],
    ["a pull request, encoded", "refs%2Fpr%2F1", '{"pr":1}'],
  ])("is %s", async (_, revision, text) => {
    const hub = await openTestHub({ repos: [repo] });
    const { body } = await askHub(`${hub.url}/acme/tiny/resolve/${revision}/config.json`);
    expect(body.toString()).toBe(text);
  });

  it("is a tag or a commit, and both stay when the branch moves on", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const before = hub.commit("acme/tiny");
    hub.change({ name: "acme/tiny", files: [{ path: "config.json", content: '{"b":2}' }] });
    expect(hub.commit("acme/tiny")).not.toBe(before);
    const atCommit = await askHub(`${hub.url}/acme/tiny/resolve/${before}/config.json`);
    expect(atCommit.body.toString()).toBe('{"a":1}');
    hub.change({ name: "acme/tiny", squashed: true, files: [] });
    const gone = await askHub(`${hub.url}/acme/tiny/resolve/${before}/config.json`);
    expect(gone.headers["x-error-code"]).toBe("RevisionNotFound");
  });

  it("is listed among the repository's names", async () => {
    const hub = await openTestHub({ repos: [repo] });
    const { body } = await askHub(`${hub.url}/api/models/acme/tiny/refs`);
    expect(JSON.parse(body.toString())).toMatchObject({
      branches: [{ name: "main" }, { name: "old" }, { name: "feature/x" }],
      tags: [{ name: "v1", ref: "refs/tags/v1", targetCommit: hub.commit("acme/tiny", "old") }],
      pullRequests: [{ name: "refs/pr/1", ref: "refs/pr/1" }],
    });
  });
});
