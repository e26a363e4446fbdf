import { createServer, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { serveSockets } from "#tests/servers/network/serve-sockets.ts";
import { hubIn } from "./hub-for-tests.ts";

type Answering = (response: ServerResponse, path: string) => void;

/** A server that answers as it likes in the place of a hub. */
async function hubThat(answer: Answering) {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    answer(response, url);
  });
  return { hub: await hubIn({ HF_ENDPOINT: await serveSockets(server, "http") }), asked };
}

const json =
  (value: unknown, headers: Record<string, string> = {}): Answering =>
  (response) =>
    response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));

const sha = "0123456789abcdef0123456789abcdef01234567";

describe("an answer", () => {
  it("may leave out or empty everything but what a model is known by", async () => {
    const empty = Object.fromEntries(
      ["downloads", "likes", "gated", "private", "tags", "cardData", "config", "gguf", "safetensors"].map(
        (key) => [...[key, null]],
      ),
    );
    const { hub } = await hubThat(json({ id: "owner/tiny", sha, ...empty }));
    expect(await hub.model("owner/tiny", undefined)).toMatchObject({
      ...{
        repo: "owner/tiny",
        sha,
        gated: false,
        private: false,
        tags: [],
        downloads: undefined,
        gguf: undefined,
      },
    });
  });

  it.each<[string, Answering]>([
    ["no commit", json({ id: "owner/tiny" })],
    ["a commit that is none", json({ id: "owner/tiny", sha: "../../etc" })],
    ["a name that is a way out", json({ id: "../../outside/evil", sha })],
    ["a name of three parts", json({ id: "owner/tiny/more", sha })],
    ["a list", json([])],
    ["nothing", json(null)],
    [
      "half a document",
      (response) => response.writeHead(200, { "content-type": "application/json" }).end('{"id":'),
    ],
    ["a page", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Log in</h1>")],
    ["no type", (response) => response.writeHead(200).end("{}")],
    [
      "packed bytes that were not asked for",
      (response) =>
        response
          .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
          .end(gzipSync(JSON.stringify({ id: "owner/tiny", sha }))),
    ],
    [
      "no end",
      (response) => {
        response.writeHead(200, { "content-type": "application/json" });
        const more = () => {
          while (!response.destroyed && response.write(" ".repeat(1024 * 1024)));
        };
        response.on("drain", more);
        more();
      },
    ],
  ])("with %s is refused in plain words", async (_, answer) => {
    const { hub } = await hubThat(answer);
    await expect(hub.model("owner/tiny", undefined)).rejects.toMatchObject({
      code: "hub-strange",
      hint: expect.stringContaining("Check the endpoint"),
    });
  });

  it("whose pages lead in a circle ends all the same", async () => {
    const file = { type: "file", path: "a", oid: sha, size: 1 };
    const { hub, asked } = await hubThat((response, path) =>
      json([file], { link: `<${path}>; rel="next"` })(response, path),
    );
    await expect(hub.files("owner/tiny", sha)).rejects.toMatchObject({ code: "hub-strange" });
    expect(asked.length).toBeLessThanOrEqual(200);
  });

  it("that names a file's hash as a path is refused, because files are named after their hashes", async () => {
    const { hub } = await hubThat(json([{ type: "file", path: "a", oid: "../../../escaped", size: 1 }]));
    await expect(hub.files("owner/tiny", sha)).rejects.toMatchObject({ code: "hub-strange" });
  });

  it("that nobody waits for any more is let go of at once", async () => {
    const leaving = new AbortController();
    const { hub } = await hubThat(() => leaving.abort(new Error("gone")));
    await expect(hub.model("owner/tiny", undefined, leaving.signal)).rejects.toThrow("gone");
  });
});

describe("an address", () => {
  it("has every name encoded, so that none can lead elsewhere", async () => {
    const { hub, asked } = await hubThat((response) => response.writeHead(404).end());
    await hub.model("owner/a?b", "feature/x#y").catch(() => undefined);
    await hub.locate("owner/tiny", sha, "a b/100%/ä#?.gguf").catch(() => undefined);
    expect(asked[0]).toMatch(/^\/api\/models\/owner\/a%3Fb\/revision\/feature%2Fx%23y\?expand=sha&/);
    expect(asked[1]).toBe(`/owner/tiny/resolve/${sha}/a%20b/100%25/%C3%A4%23%3F.gguf`);
  });
});
