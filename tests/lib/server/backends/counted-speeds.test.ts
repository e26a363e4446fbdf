import { expect, onTestFinished, test } from "vitest";
import type { ModelSpeed } from "#cli-bridge/protocol/backend-history.ts";
import { BackendWatch } from "#lib/server/backends/backend-watch.ts";
import { CountedSpeeds } from "#lib/server/backends/counted-speeds.ts";
import { backendNamed, loadedNamed } from "#tests/components/backends/sample-backend.ts";
import { makeClock, makeServer, noHttp } from "./fake-server.ts";

const model = "Qwen/Qwen3-8B";
const look = (generatedTokens: number, running = 1, loaded = [loadedNamed(model)]) =>
  backendNamed("v", { kind: "vllm", loaded, requests: { running, waiting: 0, generatedTokens } });

/** Looks five seconds apart, and the rates that came of them. */
function ratesOf(looks: readonly Parameters<CountedSpeeds["of"]>[0][]): (number | undefined)[] {
  const speeds = new CountedSpeeds();
  return looks.map((news, at) => speeds.of(news, at * 5_000)?.tokensPerSecond);
}

test("3d a server's own count becomes tokens per second once it pauses, without the pause", () => {
  expect(ratesOf([look(100), look(600), look(1_100), look(1_100, 0), look(1_100, 0)])).toEqual([
    ...[undefined, undefined, undefined, 100, undefined],
  ]);
});

test("3d one that is busy for long is told of every half minute", () => {
  const rates = ratesOf(Array.from({ length: 14 }, (_, at) => look(at * 500)));
  expect(rates.flatMap((rate, at) => (rate === undefined ? [] : [[at, rate]]))).toEqual([
    [6, 100],
    [12, 100],
  ]);
});

test("3d a server that starts anew, or holds several models, gives no rate across that", () => {
  expect(ratesOf([look(9_000), look(10), look(510), look(510, 0)])).toEqual([
    ...[undefined, undefined, undefined, 100],
  ]);
  const two = [loadedNamed(model), loadedNamed("other")];
  expect(ratesOf([look(0, 1, two), look(500, 1, two), look(500, 0, two)])).toEqual([
    ...[undefined, undefined, undefined],
  ]);
});

test("3d a part of a look that repeats the counts of the one before is no look of its own", () => {
  const [first, second] = [look(0), look(500)];
  expect(ratesOf([first, { ...first }, second, look(500, 0)])[3]).toBe(50);
});

test("3d counts from before an outage, told again with the first answer after it, begin nothing", () => {
  const [speeds, old] = [new CountedSpeeds(), look(1_000)];
  const { requests: _, ...away } = { ...old, state: "timeout" as const };
  const told = [
    speeds.of(old, 0),
    speeds.of(away, 60_000),
    speeds.of({ ...old }, 120_000),
    speeds.of(look(3_000), 120_005),
    speeds.of(look(3_000, 0), 125_000),
  ];
  expect(told.filter((speed) => speed !== undefined)).toEqual([]);
});

test("3d what a watch hears of a server's counts is its speed, however many parts its looks are told in", async () => {
  const [server, { clock, pass }, speeds] = [makeServer(), makeClock(), new CountedSpeeds()];
  let generatedTokens = 0;
  server.load("m");
  server.adapter.abilities = async () => ["metrics"];
  server.adapter.metrics = async () => {
    generatedTokens += 500;
    return { running: 1, generatedTokens };
  };
  const watch = new BackendWatch({
    ...{ clock, readInstances: async () => [server.instance], readManaged: async () => [] },
    ...{ adapterOf: async () => server.adapter, openHttp: ({ url }) => noHttp(url), tell: () => undefined },
  });
  onTestFinished(() => watch.close());
  const told: (ModelSpeed | undefined)[] = [];
  watch.onChange((news) => told.push(speeds.of(news, clock.now())));
  await watch.reload();
  watch.attend(true);
  await pass(40_000);
  expect(told.length).toBeGreaterThan(10);
  expect(told.filter((speed) => speed !== undefined)).toMatchObject([
    { model: "m", tokensPerSecond: 100, from: "server" },
  ]);
});
