import { isIP } from "node:net";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isForbiddenAddress } from "../http/forbidden-address.ts";

const lengthMax = 2048;
/** Names by which clouds tell secrets to whoever asks from within. */
const forbiddenNames = /^(?:metadata|instance-data|metadata\.[a-z]+\.internal|metadata\.tencentyun\.com)\.?$/;
/** What answers there speaks something else, and may take a request for orders. */
const otherPorts = new Set([
  ...[0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103],
  ...[
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513,
  ],
  ...[514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1433, 1521],
  ...[1719, 1720, 1723, 2049, 2375, 2376, 2379, 3306, 3389, 3659, 4045, 5060, 5061, 5432, 5900, 6000, 6379],
  ...[6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080, 11211, 27017],
]);

/** The address of a server as somebody has written it, if a server may be asked there at all. */
export function guardAddress(said: string): URL {
  const text = said.trim();
  if (text === "" || text.length > lengthMax || /[\s\\\p{Cc}]/u.test(text)) throw noAddress(said);
  const url = URL.parse(hasScheme(text) ? text : `http://${text}`);
  if (url === null || url.hostname === "") throw noAddress(said);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new ConsoleError("bad-input", `Servers are asked over http or https, not ${url.protocol}//.`, {
      hint: "Say it as http://host:port.",
    });
  }
  if (url.username !== "" || url.password !== "" || /^[^/]*\/\/[^/?#]*@/.test(text)) {
    throw new ConsoleError("bad-input", "An address holds no name and no password.", {
      hint: "Leave out what stands before the @, and give the token in its own field.",
    });
  }
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(text)) {
    throw new ConsoleError("bad-input", `The address ${url.origin} ends with its path.`, {
      hint: "Leave out what begins with ? or #.",
    });
  }
  guardPlace(url);
  // People paste what a program wants as its base; every path is asked from above it.
  url.pathname = url.pathname.replace(/\/+$/, "").replace(/\/(?:v1|api|api\/v1)$/, "");
  return url;
}

/** `localhost:1234` begins with a name, and `file:/x` with a scheme. */
const hasScheme = (text: string) => /^[a-z][a-z0-9+.-]*:(?!\d+(?:\/|$))/i.test(text);

function guardPlace({ hostname, port }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (/^(?:0\.0\.0\.0|::)$/.test(host)) {
    throw new ConsoleError("not-allowed", `${hostname} means every address, and is none to ask.`, {
      hint: "For a server on this machine say 127.0.0.1.",
    });
  }
  if (forbiddenNames.test(host) || (isIP(host) !== 0 && isForbiddenAddress(host))) {
    throw new ConsoleError("not-allowed", `${hostname} is no place of a model server.`, {
      hint: "Addresses of a link, of groups and of a cloud's own services are refused. Name the server's own address.",
    });
  }
  if (port !== "" && otherPorts.has(Number(port))) {
    throw new ConsoleError("not-allowed", `Port ${port} belongs to another kind of service.`, {
      hint: "Name the port that the model server listens on.",
    });
  }
}

const noAddress = (said: string) =>
  new ConsoleError("bad-input", `${JSON.stringify(said.slice(0, 80))} is no address of a server.`, {
    hint: "Say it as http://host:port.",
  });
