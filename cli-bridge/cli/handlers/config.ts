import type { HubTokensAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import { toByteWords } from "#lib/format.ts";
import { readHubSettings } from "#lib/hub/hub-settings.ts";
import { tellTokens } from "#lib/hub/tell-tokens.ts";
import type { Settings } from "#lib/state/settings.ts";
import { styled } from "../print.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

export const config: Handler<"config"> = async (_, { print, settings }) => {
  const all = await settings();
  const { file, problems } = all;
  const hub = await tellTokens(() => readHubSettings(all));
  print.json({ ...all, hub });
  printTable(print, [{ title: "Setting" }, { title: "Value" }, { title: "From" }], rowsOf(all, hub));
  print.line();
  if (hub.problem) print.note(`warning: ${hub.problem.message} ${hub.problem.hint ?? ""}`);
  print.line(styled("dim", `Settings are kept in ${file}`));
  return problems.length > 0 || hub.problem ? 1 : 0;
};

function rowsOf(all: Settings, { token }: HubTokensAnswer): string[][] {
  const { roots } = all;
  return [
    ["Home", all.home.value, all.home.from],
    ["Registry", all.registryDir.value, all.registryDir.from],
    ...(roots.value.length > 0
      ? roots.value.map((root, index) => [index === 0 ? "Roots" : "", root, roots.from])
      : [["Roots", "none", roots.from]]),
    ["Program", all.program.value, all.program.from],
    ["Dialect", all.dialect.value, all.dialect.from],
    [
      "Backups kept",
      all.keepBackups.value === 0 ? "all" : String(all.keepBackups.value),
      all.keepBackups.from,
    ],
    ["Hub", all.hubEndpoint.value, all.hubEndpoint.from],
    ["Hub token", token?.masked ?? "none", token?.source ?? "default"],
    ["Proxy", all.proxy.value?.shown ?? "none", all.proxy.from],
    ["No proxy for", all.noProxy.value ?? "none", all.noProxy.from],
    ["Certificates", all.caFile.value ?? "usual", all.caFile.from],
    ["Downloads at once", String(all.downloadsAtOnce.value), all.downloadsAtOnce.from],
    ["Files at once", String(all.filesAtOnce.value), all.filesAtOnce.from],
    ["Connections per file", String(all.connectionsPerFile.value), all.connectionsPerFile.from],
    ["Download rate", rateWords(all.downloadRate.value), all.downloadRate.from],
    ["Quiet hours", all.quietHours.value ?? "none", all.quietHours.from],
    [
      "Quiet rate",
      all.quietRate.value === undefined ? "waits" : rateWords(all.quietRate.value),
      all.quietRate.from,
    ],
    [
      "Disk reserve",
      all.diskReserve.value === undefined ? "5 GiB or 5 %" : toByteWords(all.diskReserve.value),
      all.diskReserve.from,
    ],
    ["KV cache", all.kvType.value, all.kvType.from],
    ["Memory warning", `${all.memoryWarningPercent.value} %`, all.memoryWarningPercent.from],
    ["GPU warning", `${all.gpuWarningCelsius.value} °C`, all.gpuWarningCelsius.from],
  ];
}

const rateWords = (bytes: number) => (bytes === 0 ? "no limit" : `${toByteWords(bytes)}/s`);
