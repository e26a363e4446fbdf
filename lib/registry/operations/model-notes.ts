import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DetectedModel } from "#lib/weights/detected-model.ts";
import type { ModelFile } from "#lib/weights/model-files.ts";
import type { RawEntry } from "../raw-entry.ts";
import { readmeSignalsOf } from "./readme-signals.ts";

const readmeBytesMax = 10 * 1024 * 1024;
const signalBytesMax = 512 * 1024;
const previewMax = 160;

/** What README, licence and chat template of a model tell, as the original tool keeps it in `metadata`. */
export async function readModelNotes({ root, files, chatTemplate }: DetectedModel): Promise<RawEntry> {
  const readme = shallowest(files, /^readme(?:\.\w+)?$/i);
  const license = shallowest(files, /^licen[cs]e(?:[._-].*)?$/i);
  const text = readme && (await readStart(join(root, readme.path), readmeBytesMax));
  const templates = files.filter(({ kind }) => kind === "template").map(({ path }) => path);
  const primary = chatTemplate.source === "external" ? chatTemplate.path : undefined;
  return {
    ...(readme && { readme_file: readme.path }),
    ...(text && {
      readme_sha256: createHash("sha256").update(text).digest("hex"),
      readme_signals: readmeSignalsOf(text.subarray(0, signalBytesMax).toString("utf8")),
    }),
    ...(license && { license_file: license.path }),
    has_embedded_chat_template: chatTemplate.source === "embedded",
    ...(chatTemplate.source === "embedded" && {
      embedded_chat_template_preview: chatTemplate.text?.slice(0, previewMax) ?? "",
    }),
    external_chat_template_files: templates,
    ...(primary !== undefined && {
      primary_chat_template_file: primary,
      primary_chat_template_sha256: chatTemplate.sha256 ?? null,
    }),
  };
}

function shallowest(files: readonly ModelFile[], name: RegExp): ModelFile | undefined {
  const depthOf = ({ path }: ModelFile) => path.split("/").length;
  return files
    .filter(({ path, bytes }) => name.test(basename(path)) && bytes <= readmeBytesMax)
    .sort((one, other) => depthOf(one) - depthOf(other))[0];
}

/** A note that cannot be read is a note less, and stops nothing. */
async function readStart(path: string, bytesMax: number): Promise<Buffer | undefined> {
  try {
    const file = await open(path, "r");
    try {
      const buffer = Buffer.alloc(Math.min(bytesMax, (await file.stat()).size));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
