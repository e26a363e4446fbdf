import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

const { projects: _, ...shared } = base.test ?? {};

/** What takes too long for every check: soaks, races by the ten thousand, fuzz. */
export default defineConfig({
  test: {
    ...{ ...shared, exclude: ["node_modules/**"], isolate: false },
    ...{ include: ["tests/**/*.long.test.ts"], testTimeout: 3_600_000 },
  },
});
