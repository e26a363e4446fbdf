import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const usualPort = "11434";

/**
 * The address of Ollama's server, from what `OLLAMA_HOST` may say: a host, a port, both, or a URL. An address that
 * means every interface to the server means this machine to whoever asks.
 */
export function toServerAddress(said: string | undefined): URL {
  const words = said?.trim().replace(/\/+$/, "") || "127.0.0.1";
  const isUrl = /^[a-z]+:\/\//i.test(words);
  const host = /^:\d+$/.test(words) ? `127.0.0.1${words}` : words;
  const isBareV6 = !isUrl && (host.match(/:/g)?.length ?? 0) > 1 && !host.startsWith("[");
  const text = isUrl ? host : `http://${isBareV6 ? `[${host}]` : host}`;
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (!address || !/^https?:$/.test(address.protocol) || address.username !== "") {
    throw new ConsoleError("bad-input", `${words} is no address of a server.`, {
      hint: "Say a host and a port, such as 127.0.0.1:11434, or a URL that begins with http:// or https://.",
    });
  }
  const hasPort = /:\d+$/.test(text.replace(/^[a-z]+:\/\//i, "").split("/")[0] ?? "");
  if (!hasPort && !isUrl) address.port = usualPort;
  if (address.hostname === "0.0.0.0") address.hostname = "127.0.0.1";
  if (address.hostname === "[::]") address.hostname = "[::1]";
  return address;
}
