import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { type Dispatcher, EnvHttpProxyAgent, Socks5ProxyAgent } from "undici";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

export type Routes = {
  httpProxy: string | undefined;
  httpsProxy: string | undefined;
  noProxy: string | undefined;
  /** A file of certificates that are trusted besides those of Node. */
  caFile: string | undefined;
};

const connectMs = 10_000;
/** How long the other end may be silent before an answer and within it. */
const silenceMs = 30_000;

/** Connections that are kept and used again, through the proxies and with the authorities that are configured. */
export function openConnections({ httpProxy, httpsProxy, noProxy, caFile }: Routes): Dispatcher {
  const ca = caFile === undefined ? undefined : readAuthorities(caFile);
  const tls = { timeout: connectMs, ...(ca && { ca }) };
  const proxies = [httpProxy, httpsProxy].flatMap((address) => (address ? [new URL(address)] : []));
  const socks = proxies.find(speaksSocks);
  if (socks) quietenSocks(socks);
  // An empty word keeps undici from asking the environment, whose word has been weighed already.
  return new EnvHttpProxyAgent({
    ...{ httpProxy: httpProxy ?? "", httpsProxy: httpsProxy ?? "", noProxy: noProxy ?? "" },
    connect: tls,
    // Whatever is said here is copied for each connection, and the authorities are 200 KB.
    ...(proxies.length > 0 && { requestTls: tls }),
    // Said of a proxy that is not behind TLS itself, it would be spoken to in TLS where it speaks SOCKS.
    ...(proxies.some(({ protocol }) => protocol === "https:") && { proxyTls: tls }),
    ...(socks && accountIn(socks)),
    ...{ headersTimeout: silenceMs, bodyTimeout: silenceMs },
  });
}

const speaksSocks = ({ protocol }: URL) => /^socks5?:$/.test(protocol);

/** As it stands in the address it would be sent with its percent signs. */
const accountIn = ({ username, password }: URL) => ({
  username: decodeURIComponent(username),
  password: decodeURIComponent(password),
});

/** The first of these agents warns that they may change one day, which nobody who uses a console can do anything about. */
function quietenSocks(address: URL): void {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    void new Socks5ProxyAgent(address).close();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Those that Node trusts, and those of a file. */
export function readAuthorities(caFile: string): string[] {
  const hint = "Correct SSL_CERT_FILE or REQUESTS_CA_BUNDLE, or `modeldeck set-config ca-file PATH`.";
  let text: string;
  try {
    text = readFileSync(caFile, "utf8");
  } catch (cause) {
    throw new ConsoleError("bad-input", `The file of certificates ${caFile} cannot be read.`, {
      hint,
      cause,
    });
  }
  if (text.includes("-----BEGIN CERTIFICATE-----")) return [...getCACertificates("default"), text];
  throw new ConsoleError("bad-input", `${caFile} holds no certificate in PEM form.`, { hint });
}
