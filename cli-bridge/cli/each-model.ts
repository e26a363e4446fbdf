import { ConsoleError, type Offer } from "#cli-bridge/protocol/console-error.ts";
import { toCountWords } from "#lib/format.ts";
import { styled } from "./print.ts";
import type { Session } from "./session.ts";

export type ModelResult = {
  model: string;
  state: "done" | "failed";
  says: string;
  hint?: string;
  offer?: Offer;
};

type Following = {
  session: { print: Pick<Session["print"], "line"> };
  signal?: AbortSignal | undefined;
  /** Whether what comes after one that failed is left alone. */
  isChain?: boolean | undefined;
};

/** Does something to each of several models. One that fails is told of, and holds up others only in a chain. */
export async function eachModel(
  models: readonly string[],
  work: (model: string) => Promise<string>,
  { session, signal, isChain }: Following,
): Promise<ModelResult[]> {
  const results: ModelResult[] = [];
  for (const model of models) {
    signal?.throwIfAborted();
    const before = isChain ? results.find((each) => each.state === "failed") : undefined;
    const result: ModelResult = before
      ? { model, state: "failed", says: `Not begun, since ${before.model} failed.` }
      : await resultOf(model, work, signal);
    results.push(result);
    const { state, says, hint } = result;
    session.print.line(
      styled(state === "done" ? "green" : "red", `${state === "done" ? "✓" : "✗"} ${model}`),
      `  ${says}`,
    );
    if (hint !== undefined) session.print.line(styled("dim", `  ${hint}`));
  }
  return results;
}

async function resultOf(
  model: string,
  work: (model: string) => Promise<string>,
  signal: AbortSignal | undefined,
): Promise<ModelResult> {
  try {
    return { model, state: "done", says: await work(model) };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof ConsoleError)) throw error;
    const { message, hint, offer } = error;
    return {
      ...{ model, state: "failed", says: message },
      ...(hint !== undefined && { hint }),
      ...(offer && { offer }),
    };
  }
}

/** What came of each, and what can be done about the first that offers something. */
export function toReport(results: readonly ModelResult[]) {
  const again = results.find(({ offer }) => offer)?.offer;
  return { models: results.map(({ offer: _, ...told }) => told), ...(again && { again }) };
}

/** `Deleted 2 of 3 models; 1 failed.` */
export function tallyWords(done: string, results: readonly ModelResult[]): string {
  const failed = results.filter(({ state }) => state === "failed");
  if (failed.length === 0) return `${done} ${toCountWords(results.length, "model")}.`;
  const [first] = failed;
  const why = results.length === 1 ? first?.says : `${failed.length} failed.`;
  return `${done} ${results.length - failed.length} of ${toCountWords(results.length, "model")}; ${why}`;
}
