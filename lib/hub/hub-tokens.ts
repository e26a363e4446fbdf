import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toMaskedToken } from "#lib/state/secret.ts";

export type HubToken = {
  value: string;
  /** A variable, settings.json, or the path of a file. */
  source: string;
  masked: string;
};

type Places = {
  env: NodeJS.ProcessEnv;
  /** What settings.json says. */
  saved: { reveal: () => string; shown: string } | undefined;
  hubHome: string;
};

const bytesMax = 64 * 1024;

/**
 * Every token that could be used, the one in force first, in the order of the hub's own programs:
 * the environment, what was saved here, the file of `hf auth login`, the tokens that it keeps beside.
 */
export async function readHubTokens({ env, saved, hubHome }: Places): Promise<HubToken[]> {
  const file = env.HF_TOKEN_PATH || join(hubHome, "token");
  const stored = env.HF_STORED_TOKENS_PATH || join(hubHome, "stored_tokens");
  const offers: [value: string | undefined, source: string][] = [
    [env.HF_TOKEN, "HF_TOKEN"],
    [env.HUGGING_FACE_HUB_TOKEN, "HUGGING_FACE_HUB_TOKEN"],
    [saved?.reveal(), "settings.json"],
    [await readSmall(file), file],
    ...storedIn(await readSmall(stored)).map(([name, value]): [string, string] => [
      value,
      `${stored} (${name})`,
    ]),
  ];
  const said = offers.flatMap(([value = "", source]) =>
    value.trim() === "" ? [] : [{ value: value.trim(), source }],
  );
  const seen = new Set<string>();
  return said
    .filter(({ value }) => !seen.has(value) && seen.add(value))
    .map(({ value, source }) => ({ value: toSendable(value, source), source, masked: toMaskedToken(value) }));
}

/** `[name]` and below it `hf_token = hf_…`, as `hf auth` writes it. */
function storedIn(text: string | undefined): [name: string, token: string][] {
  const found: [string, string][] = [];
  let name = "";
  for (const line of (text ?? "").split(/\r?\n/)) {
    name = /^\s*\[(.+)\]\s*$/.exec(line)?.[1] ?? name;
    const token = /^\s*hf_token\s*=\s*(\S+)\s*$/.exec(line)?.[1];
    if (token !== undefined) found.push([name, token]);
  }
  return found;
}

/** A token travels in a header, where some signs would be the end of it. */
function toSendable(token: string, source: string): string {
  if (/^[\x21-\x7e]{1,1024}$/.test(token)) return token;
  throw new ConsoleError("bad-input", `The token from ${source} holds signs that no token has.`, {
    hint: "Copy it again, in one line and without quotes around it.",
  });
}

/** A file that is not there, or not readable, holds no token. */
async function readSmall(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, "utf8");
    return text.length > bytesMax ? undefined : text;
  } catch {
    return undefined;
  }
}
