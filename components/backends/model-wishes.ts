import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { toCountWords } from "#lib/format.ts";
import { namedFor } from "./backend-words.ts";

const namesOf = (models: readonly string[]): string =>
  models.length === 1 ? (models[0] ?? "") : toCountWords(models.length, "model");

/** What can be done with models on the disk of Ollama. */
export const deleteWish = (backend: BackendAnswer, models: readonly string[]): CommandWish => ({
  command: "ollama-delete",
  title: `Delete ${namesOf(models)}`,
  input: { backend: namedFor(backend), models },
});

export const pullWish = (backend: BackendAnswer, models?: readonly string[]): CommandWish => ({
  command: "ollama-pull",
  title: models ? `Pull ${namesOf(models)}` : `Pull into ${backend.name}`,
  input: { backend: namedFor(backend), ...(models && { models }) },
  asks: models ? [] : ["models", "insecure"],
});

export const downloadWish = (backend: BackendAnswer): CommandWish => ({
  command: "lmstudio-download",
  title: `Download into ${backend.name}`,
  input: { backend: namedFor(backend) },
  asks: ["model", "quantization"],
});

export const updateWish = (backend: BackendAnswer, models: readonly string[]): CommandWish => ({
  command: "ollama-update",
  title: models.length === 0 ? `Update what has moved on at ${backend.name}` : `Update ${namesOf(models)}`,
  input: { backend: namedFor(backend), ...(models.length > 0 && { models }) },
  asks: ["dryRun"],
});

export const copyWish = (backend: BackendAnswer, model: string): CommandWish => ({
  command: "ollama-copy",
  title: `Copy ${model}`,
  input: { backend: namedFor(backend), source: model },
  asks: ["destination"],
});

export const createWish = (backend: BackendAnswer, model: string): CommandWish => ({
  command: "ollama-create",
  title: `Make a variant of ${model}`,
  input: { backend: namedFor(backend), from: model },
  asks: ["name", "system", "parameter", "template", "quantize"],
});

export const pushWish = (backend: BackendAnswer, model: string): CommandWish => ({
  command: "ollama-push",
  title: `Push ${model}`,
  input: { backend: namedFor(backend), model },
  asks: ["dryRun"],
});

export const syncWish = (from: BackendAnswer, to: BackendAnswer): CommandWish => ({
  command: "ollama-sync",
  title: `Bring ${to.name} what ${from.name} has`,
  input: { from: namedFor(from), to: namedFor(to) },
  asks: ["dryRun", "insecure"],
});
