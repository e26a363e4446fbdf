import { expect, test } from "vitest";
import { makeSharedAnswers } from "#lib/server/shared-answers.ts";

const patient = new AbortController().signal;

function answers({ freshMs = 60_000, most = 10 } = {}) {
  const found: {
    key: string;
    signal: AbortSignal;
    resolve: (value: string) => void;
    reject: (error: Error) => void;
  }[] = [];
  const share = makeSharedAnswers<string>({ freshMs, most });
  const ask = (key: string, signal = patient) =>
    share(
      key,
      (work) => {
        const { promise, resolve, reject } = Promise.withResolvers<string>();
        found.push({ key, signal: work, resolve, reject });
        work.addEventListener("abort", () => reject(new Error("ended")), { once: true });
        return promise;
      },
      signal,
    );
  return { ask, found };
}

test("who asks the same is answered by one search, at once and later", async () => {
  const { ask, found } = answers();
  const [one, other] = [ask("a"), ask("a")];
  found[0]?.resolve("found");
  expect(await Promise.all([one, other, ask("a")])).toEqual(["found", "found", "found"]);
  expect(found).toHaveLength(1);
});

test("an answer that is old is looked for again, and so is a refusal", async () => {
  const { ask, found } = answers({ freshMs: 0 });
  const first = ask("a");
  found[0]?.resolve("old");
  expect(await first).toBe("old");
  const second = ask("a");
  found[1]?.reject(new Error("refused"));
  await expect(second).rejects.toThrow("refused");
  const third = ask("a");
  found[2]?.resolve("new");
  expect(await third).toBe("new");
});

test("the search goes on while anybody waits, and ends with the last", async () => {
  const { ask, found } = answers();
  const [one, other] = [new AbortController(), new AbortController()];
  const [first, second] = [ask("a", one.signal), ask("a", other.signal)];
  one.abort(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  expect(found[0]?.signal.aborted).toBe(false);
  other.abort(new Error("gone too"));
  await expect(second).rejects.toThrow("gone too");
  expect(found[0]?.signal.aborted).toBe(true);
  const next = ask("a");
  found[1]?.resolve("again");
  expect(await next).toBe("again");
});

test("no more are kept than there is room for", async () => {
  const { ask, found } = answers({ most: 2 });
  for (const key of ["a", "b", "c", "a"]) {
    const asked = ask(key);
    found.at(-1)?.resolve(key);
    expect(await asked).toBe(key);
  }
  expect(found.map(({ key }) => key)).toEqual(["a", "b", "c", "a"]);
});
