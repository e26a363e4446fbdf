import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { RemoteFile } from "../hub.ts";
import { roleOf } from "../plan/choose-files.ts";

const listedMost = 5000;

/** Every file with what it is for, as far as a list is worth reading, and what all of them weigh. */
export function listFiles(files: readonly RemoteFile[]): Pick<HubAnalysis, "files" | "filesTotal" | "sizes"> {
  const listed = files.slice(0, listedMost).map((file) => ({
    ...{ path: file.path, bytes: file.bytes, role: roleOf(file) },
    ...(file.sha256 !== undefined && { sha256: file.sha256 }),
  }));
  return { files: listed, filesTotal: files.length, sizes: sizesOf(files) };
}

function sizesOf(files: readonly RemoteFile[]): HubAnalysis["sizes"] {
  const sizes = { weights: 0, settings: 0, optional: 0, largeOptional: 0, total: 0 };
  for (const file of files) {
    const role = roleOf(file);
    sizes.total += file.bytes;
    if (role === "weights") sizes.weights += file.bytes;
    else if (role === "config" || role === "tokenizer") sizes.settings += file.bytes;
    else if (role === "large optional") sizes.largeOptional += file.bytes;
    else sizes.optional += file.bytes;
  }
  return sizes;
}
