import { writeFileSync } from "node:fs";
import { fileContentOf } from "../file-content.ts";
import { sampleRepos } from "./sample-repos.ts";
import { makingOf } from "./with-known-hash.ts";

/** Reads every large sample once and writes its hash down: run by hand when a sample has changed. */
const largeFrom = 64 * 1024 * 1024;
const hashes = new Map<string, string>();
for (const { files = [] } of sampleRepos())
  for (const { sha256: _, ...file } of files) {
    if (file.seed === undefined || (file.bytes ?? 0) < largeFrom) continue;
    hashes.set(makingOf(file), await fileContentOf(file, 0).sha256());
    process.stdout.write(`${file.path}\n`);
  }
const sorted = Object.fromEntries([...hashes].sort());
writeFileSync(new URL("known-hashes.json", import.meta.url), `${JSON.stringify(sorted, null, 2)}\n`);
