import { createServer } from "node:net";
import { type Browser, chromium } from "@playwright/test";
import { browserWords, findBrowser } from "#scripts/find-browser.mjs";
import { type BuiltConsole, startBuiltConsole } from "#tests/browser/built-console.ts";
import { openTestOllama } from "#tests/servers/ollama/open-test-ollama.ts";
import { type BenchResult, medianOf, tellAll } from "./measuring.ts";

const instances = 5;
const dead = 3;
const loads = 15;

/** The tab of five servers of which three are dead, beside one where all of them live. */
export async function bench(): Promise<BenchResult[]> {
  const models = Array.from({ length: 20 }, (_, at) => ({ name: `model-${at}:8b`, size: at * 1e9 }));
  const living = await Promise.all(Array.from({ length: instances }, () => openTestOllama({ models })));
  const gone = await openTestOllama({ models: [] });
  await gone.close();
  const silent = await Promise.all(Array.from({ length: dead - 1 }, openSilent));
  const browser = await chromium.launch({ executablePath: findBrowser() ?? "", args: browserWords });
  const decks: BuiltConsole[] = [];
  try {
    const urls = living.map(({ url }) => url);
    const dying = [...urls.slice(dead), gone.url, ...silent.map(({ url }) => url)];
    for (const known of [urls, dying]) {
      const deck = await startBuiltConsole({ entries: 10, hasFiles: false });
      decks.push(deck);
      for (const [at, url] of known.entries()) await addServer(deck, `Server ${at}`, url);
    }
    const times = decks.map((): number[] => []);
    for (let load = -1; load < loads; load += 1) {
      for (const [at, deck] of decks.entries()) {
        const ms = await untilInteractive(browser, deck.url);
        if (load >= 0) times[at]?.push(ms);
      }
    }
    const [control, ms] = times.map(medianOf) as [number, number];
    const detail = `${ms.toFixed(0)} ms, ${control.toFixed(0)} with none dead`;
    return [
      {
        name: `tab of ${instances} servers, ${dead} dead, interactive (× none dead)`,
        ratio: ms / control,
        bar: "≤ 1.2",
        detail,
      },
    ];
  } finally {
    await browser.close();
    for (const deck of decks) await deck.close();
    for (const { close } of [...living, ...silent]) await close();
  }
}

/** One that takes every connection and never says a word. */
async function openSilent() {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  return { url, close: async () => void server.unref().close() };
}

async function addServer(deck: BuiltConsole, name: string, url: string): Promise<void> {
  const answer = await fetch(`${deck.url}/api/backends`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, kind: "ollama", url }),
  });
  if (answer.status !== 201) throw new Error(`${url} was not added: ${await answer.text()}`);
}

/** Until all servers stand there and the last button of the last one hears a click. */
async function untilInteractive(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto("/backends", { waitUntil: "commit" });
    return await page.evaluate(
      (wanted) =>
        new Promise<number>((tell) => {
          const look = () => {
            const cards = document.querySelectorAll('ul[aria-label="Servers"] > li');
            const button = [...(cards[wanted - 1]?.querySelectorAll("button") ?? [])].at(-1);
            const isAlive = button && Object.keys(button).some((key) => key.startsWith("__reactProps$"));
            if (isAlive) tell(performance.now());
            else requestAnimationFrame(look);
          };
          look();
        }),
      instances,
    );
  } finally {
    await context.close();
  }
}

if (import.meta.main) await tellAll(bench);
