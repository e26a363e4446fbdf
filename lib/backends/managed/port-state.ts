import { createServer } from "node:net";
import { portHolder } from "#lib/system/port-holder.ts";

export type PortProblem = { message: string; hint: string };

/** Why a server could not listen there, with the name of who does; nothing where it could, or where we do. */
export async function portProblem(
  host: string,
  port: number,
  isOurs = false,
): Promise<PortProblem | undefined> {
  const code = await bindingError(host, port);
  if (code === undefined || (isOurs && code === "EADDRINUSE")) return undefined;
  if (code === "EADDRINUSE") {
    const holder = await portHolder(port);
    return {
      message: `Port ${port} is taken${holder ? ` by ${holder}` : ""}.`,
      hint: "Choose another port, or end that program; if it is a server of models, use it as it is.",
    };
  }
  if (code === "EACCES")
    return { message: `Port ${port} may not be used by this user.`, hint: "Choose a port above 1023." };
  return {
    message: `${host} is no address of this machine (${code}).`,
    hint: "Choose 127.0.0.1, or an address that this machine has.",
  };
}

function bindingError(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
