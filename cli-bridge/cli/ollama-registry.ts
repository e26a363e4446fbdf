import { parseOllamaName, usualHost } from "#lib/backends/ollama/model-name.ts";
import type { Registry } from "#lib/backends/ollama/remote-manifest.ts";

/** How the registries of models are asked: over https, unless a person has said that theirs has no certificate. */
export const registryFor = (insecure: boolean | undefined, signal: AbortSignal): Registry => ({
  signal,
  ...(insecure && { addressOf: (host) => new URL(`http://${host}`) }),
});

/** The same for a server that is to ask them: a name says by `http://` that nothing is encrypted. */
export const nameFor = (model: string, insecure: boolean | undefined): string =>
  insecure && parseOllamaName(model).host !== usualHost ? `http://${model}` : model;
