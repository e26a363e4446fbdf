import type { AnalysedExtra, CriticalFile, HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { toByteWords } from "#lib/format.ts";
import { namedVariants } from "#lib/weights/fit/named-variants.ts";
import type { Unpriced } from "#lib/weights/fit/price-variants.ts";
import type { HubModel } from "../hub.ts";
import { weightFormatOf } from "../plan/weight-groups.ts";
import { baseOf } from "./base-of.ts";

type Judged = {
  /** The name that was asked for; the hub may know it by another. */
  asked: string;
  model: HubModel;
  variants: readonly Unpriced[];
  extras: readonly AnalysedExtra[];
  critical: readonly CriticalFile[];
  chatTemplate: HubAnalysis["chatTemplate"];
  support: HubAnalysis["support"];
  unread: readonly string[];
  /** What of it was named, if anything. */
  named: string | undefined;
};

/** Above this even the smallest choice is a matter of an hour on a usual line. */
const largeBytes = 50e9;

/** What a person should know before downloading, the weightiest first; what carries code is told apart from these. */
export function warningsOf(judged: Judged): string[] {
  const { asked, model, variants, critical, chatTemplate, support, unread, named, extras } = judged;
  const warnings: string[] = [];
  if (variants.length === 0) warnings.push(besideWords(model, extras));
  if (model.disabled) warnings.push("The hub has disabled this repository.");
  for (const { name, gap } of variants) if (gap !== undefined) warnings.push(`${name}: ${gap}`);
  const missing = critical.filter(({ state }) => state === "missing").map(({ name }) => name);
  if (missing.length > 0) {
    const lent = support === undefined ? "" : ` ${support.says}`;
    warnings.push(`Missing: ${missing.join(", ")}.${lent}`);
  }
  if (variants.every(({ format }) => format === "pytorch") && variants.length > 0)
    warnings.push("Its weights come as pickle alone, which runs code when it is loaded.");
  if (chatTemplate.flags.length > 0) {
    const ways = chatTemplate.flags.slice(0, 3).join(", ");
    warnings.push(`Its chat template uses ${ways}, which has no use but to leave the template's sandbox.`);
  }
  const least = Math.min(...variants.map(({ bytes }) => bytes));
  if (least > largeBytes && Number.isFinite(least))
    warnings.push(`Large: the smallest choice is ${toByteWords(least)}.`);
  if (
    named !== undefined &&
    namedVariants([...variants, ...extras], named).length === 0 &&
    isOfWeights(named)
  ) {
    const there = [...new Set(variants.map(({ name, quantization }) => quantization?.toUpperCase() ?? name))];
    warnings.unshift(`No weights here are called ${named}; there are ${there.slice(0, 12).join(", ")}.`);
  }
  if (asked !== model.repo) warnings.push(`${asked} is called ${model.repo} now.`);
  return [...warnings, ...unread];
}

/** An address may also show a file that is none of weights, or a folder of such. */
const isOfWeights = (named: string): boolean => !/[./]/.test(named) || weightFormatOf(named) !== undefined;

/** What lies here is only of use with a model from elsewhere. */
function besideWords(model: HubModel, extras: readonly AnalysedExtra[]): string {
  const words = { adapter: "an adapter", projector: "a projector", imatrix: "an importance matrix" };
  const kinds = [...new Set(extras.map(({ kind }) => words[kind]))].join(" and ");
  const base = baseOf(model);
  return `It holds no model, only ${kinds}${base === undefined ? "" : ` for ${base}`}.`;
}
