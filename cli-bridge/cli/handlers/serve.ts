import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { serve as startConsole } from "#lib/server/serve.ts";
import type { Handler } from "./index.ts";

const closingMs = 5_000;

/** Runs until it is told to end, or until the program that launched it is gone. */
export const serve: Handler<"serve"> = async (input, { print }) => {
  const { port = portOf(process.env.PORT) ?? 4141, host = process.env.HOST || "127.0.0.1" } = input;
  const wasTethered = process.connected;
  const { url, close } = await startConsole({ port, host });
  print.line(`Modeldeck is at ${url}`);
  print.json({ url });
  await toldToEnd(wasTethered);
  // Runs go on without a console, so nothing that is still in hand by then is worth holding the port for.
  setTimeout(() => process.exit(1), closingMs).unref();
  await close();
  return 0;
};

/** One ending is often told by several, such as a terminal and the program that launched this one; the first will do. */
async function toldToEnd(wasTethered: boolean): Promise<void> {
  const told = Promise.withResolvers<void>();
  const end = () => told.resolve();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
  process.once("disconnect", end);
  if (wasTethered && !process.connected) end();
  await told.promise;
  // Whoever listens to a channel is kept alive by it.
  process.removeListener("disconnect", end);
}

function portOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new ConsoleError("bad-input", `PORT is no port: ${text.slice(0, 80)}`, {
    hint: "Set it to a number up to 65535, or leave it out.",
  });
}
