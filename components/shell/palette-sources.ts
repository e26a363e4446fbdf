import { catalogue } from "#cli-bridge/catalogue/index.ts";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { namedFor, stateWords } from "#components/backends/backend-words.ts";
import { memoryWords } from "#components/backends/loaded-words.ts";
import { toFormatWords, toQuantWords } from "#components/registry/model-words.ts";
import { againHref } from "#components/run/command-href.ts";
import { toByteWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import type { PaletteItem } from "./palette-item.ts";
import { toRunLabel } from "./run-words.ts";
import { tabs } from "./sections.ts";

/** Commands that have a place in the console. */
export const actionItems: readonly PaletteItem[] = Object.entries(catalogue)
  .filter(([, command]) => "tab" in command)
  .map(([name, command]) => ({
    id: `action:${name}`,
    group: "Actions",
    label: command.title,
    hint: command.path.join(" "),
    href: paths.command(name),
  }));

const pages: readonly [label: string, href: PaletteItem["href"]][] = [
  ...tabs.map(({ label, href }) => [label, href] as [string, PaletteItem["href"]]),
  ["Role winners", paths.browseRoles()],
  ["Scan folders", paths.downloadScan()],
  ["Import from Ollama", paths.downloadOllama()],
  ["Import from LM Studio and caches", paths.downloadStores()],
  ["Queue of downloads", paths.downloadQueue()],
  ["Purge", paths.maintenancePurge()],
  ["Clean up", paths.maintenanceCleanup()],
  ["Backups", paths.maintenanceBackups()],
  ["Verify", paths.advancedVerify()],
  ["Trash", paths.advancedTrash()],
  ["Profiles", paths.advancedProfiles()],
  ["Chat", paths.chats()],
  ["Runs", paths.runs()],
  ["Events at servers", paths.activity()],
  ["Settings", paths.settings()],
];

export const pageItems: readonly PaletteItem[] = pages.map(([label, href]) => ({
  id: `page:${href}`,
  group: "Pages",
  label,
  hint: href,
  href,
}));

export function toModelItems(answer: RegistryAnswer | undefined): PaletteItem[] {
  return (answer?.entries ?? []).map(({ name, displayName, format, quantization, sizeBytes }) => ({
    id: `model:${name}`,
    group: "Models",
    label: displayName,
    hint: [
      format && toFormatWords(format),
      quantization && toQuantWords(quantization),
      sizeBytes === undefined ? undefined : toByteWords(sizeBytes),
    ]
      .filter((word) => word !== undefined)
      .join(" · "),
    href: paths.model(name),
  }));
}

/** Servers to open or to load a model on, and the models that they could let go of. */
export function toBackendItems(backends: readonly BackendAnswer[]): PaletteItem[] {
  return backends.flatMap((backend) => {
    const { id, name, state, loaded, capabilities } = backend;
    const item = (key: string, label: string, hint: string, href: PaletteItem["href"]): PaletteItem => ({
      ...{ id: `${key}:${id}`, group: "Backends", label, hint, href },
    });
    const deed = (command: string, input: Record<string, unknown>) =>
      againHref({ command, input: { ...input, backend: namedFor(backend) } });
    return [
      item("backend", name, stateWords[state], paths.backend(id)),
      ...(capabilities.includes("load")
        ? [item("load", "Load a model", `on ${name}`, deed("backend-load", {}))]
        : []),
      ...(capabilities.includes("chat") ? loaded : []).map(({ id: key, model }) =>
        item(`chat:${key}`, `Chat with ${model}`, `on ${name}`, paths.chats({ instance: id, model })),
      ),
      ...(capabilities.includes("unload") ? loaded : []).map((model) =>
        item(
          `stop:${model.id}`,
          `Stop ${model.model}`,
          `on ${name} · ${memoryWords(model)}`,
          deed("backend-unload", { models: [model.id] }),
        ),
      ),
    ];
  });
}

export function toRunItems(runs: readonly RunRecord[]): PaletteItem[] {
  return runs.map((run) => ({
    id: `run:${run.id}`,
    group: "Runs",
    label: toRunLabel(run),
    hint: run.state === "ended" ? run.createdAt.slice(0, 16).replace("T", " ") : run.state,
    href: paths.run(run.id),
  }));
}
