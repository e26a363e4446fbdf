import type { BackendAnswer, BackendsAnswer } from "#cli-bridge/protocol/backend-answer.ts";

export type BackendNews = BackendAnswer | { id: string; gone: true };

/** The servers as they are after some news, in the order in which they came. */
export function withNews({ backends }: BackendsAnswer, news: readonly BackendNews[]): BackendsAnswer {
  const known = new Map(backends.map((backend) => [backend.id, backend]));
  for (const one of news) {
    if ("gone" in one) known.delete(one.id);
    else known.set(one.id, one);
  }
  return { backends: [...known.values()] };
}

/** The servers whose models are not what they were: others are there, or others are in memory. */
export function withOtherModels({ backends }: BackendsAnswer, news: readonly BackendNews[]): string[] {
  const mark = ({ models, loaded }: BackendAnswer) =>
    JSON.stringify([models, loaded.map(({ id, state }) => [id, state])]);
  const before = new Map(backends.map((backend) => [backend.id, mark(backend)]));
  return news.flatMap((one) => ("gone" in one || before.get(one.id) === mark(one) ? [] : [one.id]));
}
