import { Secret, toMaskedAddress, toMaskedToken } from "./secret.ts";
import { first, firstOrNone, type Setting, toCount } from "./setting.ts";
import type { SettingsFile } from "./settings-file.ts";

/** How the hub is reached, and how models come from it. */
export type HubSettingsSaid = {
  hubEndpoint: Setting<string>;
  /** Of the environment or settings.json; a login of the hub's own programs is found by the hub's client. */
  hubToken: Setting<Secret | undefined> & { saved: Secret | undefined };
  proxy: Setting<Secret | undefined>;
  noProxy: Setting<string | undefined>;
  caFile: Setting<string | undefined>;
  downloadsAtOnce: Setting<number>;
  filesAtOnce: Setting<number>;
  connectionsPerFile: Setting<number>;
  /** Bytes per second; 0 is as fast as it goes. */
  downloadRate: Setting<number>;
  /** `22:00-07:00`: downloads wait in these hours, or go at the quiet rate where one is set. */
  quietHours: Setting<string | undefined>;
  quietRate: Setting<number | undefined>;
  /** Bytes that downloads leave free on a disk; nothing said, 5 GiB or a twentieth of it, whichever is less. */
  diskReserve: Setting<number | undefined>;
  kvType: Setting<NonNullable<SettingsFile["kvType"]>>;
};

const usualHub = "https://huggingface.co";

export function hubSettingsSaid(
  values: SettingsFile,
  env: NodeJS.ProcessEnv,
  toPath: (path: string) => string,
): HubSettingsSaid {
  const variable = (name: string) => env[name.toLowerCase()] || env[name];
  const proxy = firstOrNone(
    [variable("HTTPS_PROXY") || variable("HTTP_PROXY") || variable("ALL_PROXY"), "environment"],
    [values.proxy, "settings.json"],
  );
  const token = firstOrNone([env.HF_TOKEN, "environment"], [values.hubToken, "settings.json"]);
  const caFile = firstOrNone(
    [env.REQUESTS_CA_BUNDLE || env.CURL_CA_BUNDLE || env.SSL_CERT_FILE, "environment"],
    [values.caFile, "settings.json"],
  );
  const count = (name: string, saved: number | undefined, usual: number) =>
    first<number>([toFew(env[name]), "environment"], [saved, "settings.json"], [usual, "default"]);
  const endpoint = first<string>(
    [env.HF_ENDPOINT, "environment"],
    [values.hubEndpoint, "settings.json"],
    [usualHub, "default"],
  );
  return {
    hubEndpoint: { ...endpoint, value: endpoint.value.replace(/\/+$/, "") },
    hubToken: {
      ...hidden(token, toMaskedToken),
      saved: hidden({ value: values.hubToken, from: "settings.json" }, toMaskedToken).value,
    },
    proxy: hidden(proxy, toMaskedAddress),
    noProxy: firstOrNone([variable("NO_PROXY"), "environment"], [values.noProxy, "settings.json"]),
    caFile: { ...caFile, value: caFile.value === undefined ? undefined : toPath(caFile.value) },
    downloadsAtOnce: count("MODELDECK_DOWNLOADS_AT_ONCE", values.downloadsAtOnce, 2),
    filesAtOnce: count("MODELDECK_FILES_AT_ONCE", values.filesAtOnce, 4),
    connectionsPerFile: count("MODELDECK_CONNECTIONS_PER_FILE", values.connectionsPerFile, 4),
    downloadRate: first<number>([values.downloadRate, "settings.json"], [0, "default"]),
    quietHours: firstOrNone([values.quietHours, "settings.json"]),
    quietRate: firstOrNone([values.quietRate, "settings.json"]),
    diskReserve: firstOrNone([values.diskReserve, "settings.json"]),
    kvType: first<HubSettingsSaid["kvType"]["value"]>([values.kvType, "settings.json"], ["f16", "default"]),
  };
}

const hidden = (
  { value, from }: Setting<string | undefined>,
  toShown: (value: string) => string,
): Setting<Secret | undefined> => ({
  value: value === undefined ? undefined : new Secret(value, toShown(value)),
  from,
});

function toFew(word: string | undefined): number | undefined {
  const count = toCount(word);
  return count !== undefined && count >= 1 && count <= 16 ? count : undefined;
}
