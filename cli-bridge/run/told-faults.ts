import { stripVTControlCharacters } from "node:util";
import type { ToldFault } from "#cli-bridge/dialects/dialect.ts";

/** Looks for a fault that a program prints and does not tell by its exit code, and says it in words. */
export type FaultReader = (lines: string) => string | undefined;

export function faultReader(faults: readonly ToldFault[] = []): FaultReader {
  const told = faults.map(({ line, says }) => ({ pattern: new RegExp(line, "mu"), says }));
  return (lines) => {
    // A program that colours its words says no others.
    const text = told.length > 0 ? stripVTControlCharacters(lines) : "";
    for (const { pattern, says } of told) {
      const [found] = pattern.exec(text) ?? [];
      if (found !== undefined) return says ?? found;
    }
    return undefined;
  };
}
