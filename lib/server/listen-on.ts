import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { portHolder } from "#lib/system/port-holder.ts";

type Place = { port: number; host: string };

const isAddress = (address: ReturnType<Server["address"]>): address is AddressInfo =>
  typeof address === "object" && address !== null;

/** Listens, and tells the port it got. */
export function listenOn(server: Server, { port, host }: Place): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => void refusalOf(error, { port, host }).then(reject, reject));
    server.listen(port, host.replace(/^\[|\]$/g, ""), () => {
      const address = server.address();
      if (isAddress(address)) resolve(address.port);
      else reject(new Error("The server listens on no port."));
    });
  });
}

async function refusalOf(error: Error, { port, host }: Place): Promise<Error> {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    const holder = await portHolder(port);
    return new ConsoleError("busy", `Port ${port} is taken${holder ? ` by ${holder}` : ""}.`, {
      hint: "Stop the other program, or choose another port with --port or PORT.",
      cause: error,
    });
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    return new ConsoleError("not-permitted", `${host}:${port} cannot be listened on here.`, {
      hint: "Choose a port above 1023 and an address of this machine.",
      cause: error,
    });
  }
  return error;
}
