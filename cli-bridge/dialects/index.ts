import type { Dialect, DialectName } from "./dialect.ts";
import { imageworks } from "./imageworks.ts";
import { modeldeck } from "./modeldeck.ts";

export const dialects: Readonly<Record<DialectName, Dialect>> = { modeldeck, imageworks };
