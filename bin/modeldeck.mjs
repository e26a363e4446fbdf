#!/usr/bin/env node
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";

enableCompileCache();
const bundle = new URL("../dist/modeldeck.mjs", import.meta.url);
const source = new URL("../cli-bridge/cli/start.ts", import.meta.url);
// A package has the bundle only; a checkout has both, and the bundle starts four times as fast.
await import(existsSync(bundle) ? bundle.href : source.href);
