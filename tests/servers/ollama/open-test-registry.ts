import { createHash } from "node:crypto";
import { createServer } from "node:http";

type Offered = { name: string; tag: string; layers: { kind: string; content: Buffer }[]; config?: object };
export type TestRegistry = {
  url: string;
  requests: string[];
  digestOf: (name: string) => string;
  close: () => Promise<void>;
};

const digestOf = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** A registry from which models are pulled: manifests by name and tag, blobs by digest and range. */
export async function openTestRegistry(offered: readonly Offered[]): Promise<TestRegistry> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, string>();
  const requests: string[] = [];
  const put = (kind: string, content: Buffer) => {
    const digest = digestOf(content);
    blobs.set(digest, content);
    return { mediaType: kind, digest, size: content.length };
  };
  for (const { name, tag, layers, config = {} } of offered) {
    const written = {
      schemaVersion: 2,
      mediaType: "application/vnd.docker.distribution.manifest.v2+json",
      config: put("application/vnd.docker.container.image.v1+json", Buffer.from(JSON.stringify(config))),
      layers: layers.map(({ kind, content }) => put(`application/vnd.ollama.image.${kind}`, content)),
    };
    manifests.set(`/v2/${name}/manifests/${tag}`, JSON.stringify(written));
  }
  const server = createServer((request, response) => {
    const { method, url = "" } = request;
    requests.push(`${method} ${url}`);
    // Ollama fetches no blob that is not handed out by another host than the one that it asked.
    if (method === "GET" && url.includes("/blobs/"))
      return void response
        .writeHead(307, {
          location: `http://${request.headers.host?.replace("127.0.0.1", "localhost")}/data/${url.split("/").at(-1)}`,
        })
        .end();
    const manifest = manifests.get(url);
    const bytes = manifest === undefined ? blobs.get(url.split("/").at(-1) ?? "") : Buffer.from(manifest);
    if (bytes === undefined) {
      response.writeHead(404, { "content-type": "application/json" });
      return void response.end(
        JSON.stringify({ errors: [{ code: "MANIFEST_UNKNOWN", message: "manifest unknown" }] }),
      );
    }
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
    const start = Number(from ?? 0);
    const part = bytes.subarray(start, to ? Number(to) + 1 : bytes.length);
    const range = { "content-range": `bytes ${start}-${start + part.length - 1}/${bytes.length}` };
    response.writeHead(from === undefined ? 200 : 206, {
      ...{ "content-length": part.length, "accept-ranges": "bytes" },
      ...(from !== undefined && range),
    });
    response.end(method === "HEAD" ? undefined : part);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    digestOf: (path) => digestOf(Buffer.from(manifests.get(path) ?? "")).slice(7),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
