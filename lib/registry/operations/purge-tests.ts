import type { Entry } from "../entry.ts";
import type { Operation } from "./maintain.ts";

/** The entries that tests and demos made. */
export const testEntries = (entries: readonly Entry[]): Entry[] => entries.filter(({ testing }) => testing);

export const purgeTests: Operation = ({ entries }) => ({
  findings: testEntries(entries).map(({ name }) => ({ deed: "remove", name, why: "a test or demo made it" })),
});
