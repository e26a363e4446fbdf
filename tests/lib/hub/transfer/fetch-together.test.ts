import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { fetchTogether } from "#lib/hub/transfer/fetch-together.ts";
import type { FileWanted } from "#lib/hub/transfer/file-wanted.ts";
import { openTransport } from "#lib/hub/transfer/open-transport.ts";
import { settlePlaces } from "#lib/hub/transfer/settle-places.ts";
import { hubWith } from "#tests/lib/hub/hub-for-tests.ts";
import type { HubFault, HubOptions } from "#tests/servers/hub/start-test-hub.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { impatience } from "./transfer-for-tests.ts";

const repo = "acme/many";
const count = 40;

async function openMany(options: Partial<HubOptions> = {}, env: Record<string, string> = {}) {
  const files = Array.from({ length: count }, (_, index) => ({
    path: `${index}.json`,
    content: `[${index}]`,
  }));
  const { server, hub } = await hubWith({ repos: [{ name: repo, files }], ...options }, env);
  const folder = await temporaryFolder();
  const commit = server.commit(repo);
  const wanted = (await hub.files(repo, commit)).map(
    ({ path, bytes, gitSha1 }): FileWanted => ({
      locate: (signal) => hub.locate(repo, commit, path, signal),
      ...{ target: join(folder, path), bytes, gitSha1 },
      origin: { endpoint: server.url, repo, commit, path },
    }),
  );
  server.requests.splice(0);
  return { server, folder, wanted, fetch: fetching(hub.dispatcher, wanted) };
}

type Means = Parameters<typeof fetchTogether>[1];

const routes = { httpProxy: undefined, httpsProxy: undefined, noProxy: undefined, caFile: undefined };

function fetching(dispatcher: Means["dispatcher"], wanted: readonly FileWanted[]) {
  return async (more: Partial<Means> = {}) => {
    const { signal } = new AbortController();
    const places = settlePlaces(targetsOf(wanted));
    const means = {
      dispatcher,
      places,
      patience: { ...impatience, stallMs: 10_000 },
      signal,
      onProgress: () => undefined,
      ...more,
    };
    const { ends } = await fetchTogether(wanted, means, openTransport(dispatcher, routes));
    return [...ends.keys()].map(({ target }) => target).sort();
  };
}

const targetsOf = (files: readonly FileWanted[]) => files.map(({ target }) => target).sort();

describe("small files asked for in a row", () => {
  it.each([false, true])(
    "all come; one is located for all of its commit (a hub that redirects: %s)",
    async (resolveCache) => {
      const { server, folder, wanted, fetch } = await openMany({ resolveCache });
      expect(await fetch()).toEqual(targetsOf(wanted));
      expect(await readFile(join(folder, "17.json"), "utf8")).toBe("[17]");
      expect(await readdir(join(folder, ".modeldeck"))).toEqual([]);
      const heads = server.requests.filter(({ method }) => method === "HEAD");
      expect(new Set(heads.map(({ path }) => /\d+\.json/.exec(path)?.[0])).size).toBe(1);
    },
  );

  const faults: HubFault[] = [
    { kind: "status", status: 404, path: "/7.json" },
    { kind: "wrong-bytes", path: "/7.json" },
    { kind: "truncate", path: "/7.json", afterBytes: 1 },
    { kind: "close-before-header", path: "/7.json" },
  ];
  it.each(faults)("leave out the one that does not come well: $kind", async (fault) => {
    const { server, folder, wanted, fetch } = await openMany();
    server.fault({ ...fault, times: Number.POSITIVE_INFINITY });
    const got = await fetch();
    const bad = join(folder, "7.json");
    expect(got).not.toContain(bad);
    expect(existsSync(bad)).toBe(false);
    expect(got.length).toBeGreaterThan(0);
    for (const file of got) expect(await readFile(file, "utf8")).toBe(`[${/(\d+)\.json$/.exec(file)?.[1]}]`);
    expect(await readdir(join(folder, ".modeldeck"))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(got.length);
  });

  it("are not asked for again and again where the server is not able to answer", async () => {
    const { server, fetch } = await openMany();
    server.fault({ kind: "status", status: 429, times: Number.POSITIVE_INFINITY });
    expect(await fetch()).toEqual([]);
    expect(server.requests.length).toBeLessThanOrEqual(2 * count);
  });

  it("leave alone what lies under a name already", async () => {
    const { folder, wanted, fetch } = await openMany();
    await fetch();
    expect(await fetch()).toEqual([]);
    expect((await readdir(folder)).length).toBe(wanted.length + 1);
  });

  it("stop with the signal", async () => {
    // More than are asked for at a time: however many answers lie there at once, the rest is never asked for.
    const { wanted, fetch } = await serveNumbers((socket, number) => socket.write(numberAnswer(number)));
    const stop = new AbortController();
    const got = await fetch({ signal: stop.signal, onProgress: () => stop.abort(new Error("paused")) });
    expect(got.length).toBeLessThan(wanted.length);
  });
});

/** A server that answers each request for `/N` with N, as long as it likes its connection. */
async function serveNumbers(answer: (socket: Socket, number: string, request: number) => void) {
  const rows: number[] = [];
  const server = createServer((socket) => {
    let requests = 0;
    let held = "";
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      // What comes at once may end within a request.
      const whole = `${held}${chunk}`.split("\r\n\r\n");
      held = whole.pop() ?? "";
      const asked = whole.map((head) => /^GET \/(\d+) /.exec(head)?.[1] ?? "");
      if (asked.length > 0) rows.push(asked.length);
      for (const number of asked) {
        requests += 1;
        answer(socket, number, requests);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const endpoint = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const folder = await temporaryFolder();
  const wanted = Array.from({ length: 200 }, (_, index): FileWanted => {
    const location = { url: `${endpoint}/${index}`, headers: {}, bytes: undefined, etag: undefined };
    return {
      locate: async () => ({ ...location, commit: undefined, expiresAt: undefined }),
      ...{ target: join(folder, String(index)), bytes: String(index).length },
      sha256: createHash("sha256").update(String(index)).digest("hex"),
      origin: { endpoint, repo, commit: "main", path: String(index) },
    };
  });
  const { hub } = await hubWith({ repos: [] });
  return { rows, wanted, fetch: fetching(hub.dispatcher, wanted) };
}

const numberAnswer = (number: string, more = "") =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${number.length}\r\n${more}\r\n${number}`;

describe("a connection for many requests", () => {
  it("carries one until the server has answered, then several at a time", async () => {
    const { rows, wanted, fetch } = await serveNumbers((socket, number) =>
      socket.write(numberAnswer(number)),
    );
    expect(await fetch()).toEqual(targetsOf(wanted));
    expect(rows[0]).toBe(1);
    expect(Math.max(...rows)).toBeGreaterThan(1);
    expect(rows.length).toBeLessThan(wanted.length);
  });

  it("is followed by another where the server ends it after a while", async () => {
    const { wanted, fetch } = await serveNumbers((socket, number, request) => {
      if (request < 20) socket.write(numberAnswer(number));
      else if (request === 20) socket.end(numberAnswer(number, "Connection: close\r\n"));
    });
    const got = await fetch();
    // Of each connection the first that had no answer is left to be fetched by itself.
    expect(got.length).toBeGreaterThanOrEqual(wanted.length - Math.ceil(wanted.length / 20) - 4);
  });

  it("ends where nothing comes over it", async () => {
    const { wanted, fetch } = await serveNumbers((socket, number) => {
      if (number !== "3") socket.write(numberAnswer(number));
    });
    const got = await fetch({ patience: impatience });
    expect(got).not.toContain(wanted[3]?.target);
    expect(got.length).toBeGreaterThan(0);
  });
});
