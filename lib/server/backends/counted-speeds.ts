import type { ModelSpeed } from "#cli-bridge/protocol/backend-history.ts";
import type { BackendNews } from "./backend-watch.ts";

type Reading = { at: number; tokens: number };
/** From one busy look to another, without a pause that was seen. */
type Stretch = { model: string; first: Reading; last: Reading };

const stretchMs = 30_000;

/** How quickly a server writes, read out of what it counts, as long as one model alone keeps it busy. */
export class CountedSpeeds {
  readonly #stretches = new Map<string, Stretch>();
  readonly #heard = new WeakSet<object>();

  /** What a stretch that ends with this news has shown. */
  of(news: BackendNews, at: number): ModelSpeed | undefined {
    // Parts of a look are told one by one, so most news repeat the counts of the look before, also after an outage.
    if ("requests" in news && news.requests) {
      if (this.#heard.has(news.requests)) return undefined;
      this.#heard.add(news.requests);
    }
    const before = this.#stretches.get(news.id);
    const next = stretchOf(news, at);
    if (!next) this.#stretches.delete(news.id);
    else if (!before || before.model !== next.model || next.last.tokens < before.last.tokens)
      this.#stretches.set(news.id, next);
    else {
      const grown = { ...next, first: before.first };
      const isWhole = at - grown.first.at >= stretchMs;
      this.#stretches.set(news.id, isWhole ? next : grown);
      return isWhole ? speedOf(grown) : undefined;
    }
    return before && speedOf(before);
  }
}

function stretchOf(news: BackendNews, at: number): Stretch | undefined {
  if ("gone" in news || news.state !== "healthy" || news.loaded.length !== 1) return undefined;
  const { requests, loaded } = news;
  const [held] = loaded;
  if (!held || !requests || requests.running === 0 || requests.generatedTokens === undefined)
    return undefined;
  const reading = { at, tokens: requests.generatedTokens };
  return { model: held.model, first: reading, last: reading };
}

function speedOf({ model, first, last }: Stretch): ModelSpeed | undefined {
  const [tokens, ms] = [last.tokens - first.tokens, last.at - first.at];
  if (tokens <= 0 || ms <= 0) return undefined;
  return {
    ...{ at: new Date(last.at).toISOString(), model, from: "server" },
    tokensPerSecond: (tokens * 1000) / ms,
  };
}
