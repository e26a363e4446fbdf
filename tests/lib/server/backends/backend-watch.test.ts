import { describe, expect, it, onTestFinished } from "vitest";
import { BackendWatch } from "#lib/server/backends/backend-watch.ts";
import { makeClock, makeServer, noHttp } from "./fake-server.ts";

type Server = ReturnType<typeof makeServer>;

async function watchServers(...servers: Server[]) {
  const { clock, pass } = makeClock();
  const told: string[] = [];
  const durations: (number | undefined)[] = [];
  const known = {
    instances: servers.map(({ instance }) => instance),
    read: async () => known.instances,
  };
  const watch = new BackendWatch({
    clock,
    readInstances: () => known.read(),
    readManaged: async () => [],
    adapterOf: async () => (servers[0] ?? makeServer()).adapter,
    openHttp: ({ url }) => noHttp(url),
    tell: (_, event) => {
      told.push(event.kind);
      durations.push("durationMs" in event ? event.durationMs : undefined);
    },
  });
  onTestFinished(() => watch.close());
  await watch.reload();
  watch.attend(true);
  await pass(0);
  const [first] = watch.answer().backends;
  const id = first?.id ?? "";
  const answer = () => watch.answer().backends[0];
  return { watch, pass, told, durations, known, id, answer };
}

describe("a server that is watched", () => {
  it("1.2.1 is asked for what it holds every 5 s, for its list every 30 s, for its version every 5 min", async () => {
    const server = makeServer();
    const { pass } = await watchServers(server);
    await pass(300_000);
    expect(server.asked.loaded).toBe(61);
    expect(server.asked.list).toBe(11);
    expect(server.asked.version).toBe(2);
  });

  it("is asked once a minute while nobody looks, and at once when somebody comes", async () => {
    const server = makeServer();
    const { watch, pass } = await watchServers(server);
    watch.attend(false);
    await pass(600_000);
    expect(server.asked.health).toBe(11);
    await pass(30_000);
    watch.attend(true);
    await pass(0);
    expect(server.asked.health).toBe(12);
  });

  it("1.2.1 is asked ever more rarely while it is dead, and at once on demand", async () => {
    const server = makeServer();
    const { watch, pass, id, answer } = await watchServers(server);
    server.isUp = false;
    await pass(5_000 + 5_000 + 10_000 + 20_000 + 40_000);
    expect(server.asked.health).toBe(6);
    expect(answer()?.circuit).toMatchObject({ state: "open", failures: 5 });
    server.isUp = true;
    expect((await watch.refresh(id)).state).toBe("healthy");
    expect(answer()?.circuit).toEqual({ state: "closed", failures: 0 });
  });

  it("that hangs is given up after 5 s, said to be slow, and asked again", async () => {
    const server = makeServer();
    server.hangs = true;
    const { pass, answer } = await watchServers(server);
    await pass(5_000);
    expect(answer()?.state).toBe("timeout");
    server.hangs = false;
    await pass(5_000);
    expect(answer()?.state).toBe("healthy");
  });

  it("is asked once, however many want to know", async () => {
    const server = makeServer();
    const { watch, id } = await watchServers(server);
    const before = server.asked.health;
    await Promise.all(Array.from({ length: 20 }, () => watch.refresh(id)));
    expect(server.asked.health - before).toBeLessThanOrEqual(2);
  });
});

describe("what happens at a server", () => {
  it("0.9 3.6 is told in its order, with how long it took", async () => {
    const server = makeServer();
    const { pass, told, durations, answer } = await watchServers(server);
    server.load("m", "loading");
    await pass(5_000);
    server.load("m");
    await pass(5_000);
    expect(answer()?.loaded).toMatchObject([{ model: "m", state: "ready" }]);
    server.loaded = [];
    await pass(10_000);
    expect(told).toEqual(["loading", "loaded", "unloaded"]);
    expect(durations).toEqual([undefined, 5_000, 5_250]);
  });

  it("0.9 is no unloading where it said once by mistake that it holds nothing", async () => {
    const server = makeServer();
    const { pass, told, answer } = await watchServers(server);
    server.load("m");
    await pass(5_000);
    server.blinks = true;
    await pass(5_250);
    expect(answer()?.loaded).toHaveLength(1);
    expect(told).toEqual(["loaded"]);
  });

  it("is no unloading while it does not answer, and shows nothing in its memory", async () => {
    const server = makeServer();
    server.load("m");
    const { pass, told, answer } = await watchServers(server);
    server.isUp = false;
    await pass(5_000);
    expect(answer()?.loaded).toEqual([]);
    server.isUp = true;
    await pass(5_000);
    expect(answer()?.loaded).toHaveLength(1);
    expect(told).toEqual(["offline", "online"]);
  });

  it("0.9 is no load where it is killed in the middle of one, and it is seen again within one look", async () => {
    const server = makeServer();
    const { pass, told, answer } = await watchServers(server);
    server.load("m", "loading");
    await pass(5_000);
    server.isUp = false;
    await pass(5_000);
    expect(answer()).toMatchObject({ state: "offline", loaded: [] });
    server.isUp = true;
    server.loaded = [];
    await pass(5_250);
    expect(answer()).toMatchObject({ state: "healthy", loaded: [] });
    expect(told).toEqual(["loading", "offline", "online", "warning"]);
  });

  it("is told of models that come and go", async () => {
    const server = makeServer();
    const { pass, told } = await watchServers(server);
    server.models = [{ id: "new", isLoaded: false }];
    await pass(30_000);
    server.models = [];
    await pass(30_000);
    expect(told).toEqual(["pulled", "deleted"]);
  });
});

describe("many servers", () => {
  it("8a are told of apart, and one that is gone from the list is gone from the answer", async () => {
    const { watch, known, pass } = await watchServers(makeServer(1), makeServer(2));
    const news: object[] = [];
    watch.onChange((one) => news.push(one));
    const [, gone] = known.instances;
    known.instances = known.instances.slice(0, 1);
    await watch.reload();
    await pass(0);
    expect(watch.answer().backends).toHaveLength(1);
    expect(news).toContainEqual({ id: gone?.id, gone: true });
    expect(() => watch.seen(gone?.id ?? "")).toThrow(/No server is called/);
  });

  it("8a read by a slow look of old never undo what a later one has read", async () => {
    const { watch, known } = await watchServers(makeServer(1));
    const [first] = known.instances;
    const { read } = known;
    const { promise, resolve } = Promise.withResolvers<typeof known.instances>();
    known.read = () => promise;
    const slow = watch.reload();
    known.read = read;
    known.instances = [...known.instances, makeServer(2).instance];
    const later = Promise.all([watch.reload(), watch.reload()]);
    resolve(first ? [first] : []);
    await Promise.all([later, slow]);
    expect(watch.answer().backends).toHaveLength(2);
    const last = [watch.reload(), watch.reload()];
    known.read = () => Promise.reject(new Error("It reads of what is closed."));
    await Promise.all([watch.close(), ...last]);
  });

  it("that were found are taken up once, however often, and never beside the saved one", async () => {
    const server = makeServer(1);
    const { watch, told } = await watchServers(server);
    const stranger = makeServer(2).instance;
    const found = [{ ...server.instance, from: "found" } as const, { ...stranger, from: "found" } as const];
    expect(await watch.takeFound(found)).toBe(1);
    expect(await watch.takeFound(found)).toBe(0);
    expect(told).toEqual(["discovered"]);
    expect(watch.answer().backends.map(({ from }) => from)).toEqual(["saved", "found"]);
  });
});
