import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** What takes too long for every check: soaks, races by the ten thousand, fuzz. */
export default mergeConfig(
  { test: { ...base.test, include: [], exclude: ["node_modules/**"] } },
  defineConfig({ test: { include: ["tests/**/*.long.test.ts"], testTimeout: 3_600_000 } }),
);
