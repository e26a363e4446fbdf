import { once } from "node:events";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { serve as startConsole } from "#lib/server/serve.ts";
import type { Handler } from "./index.ts";

/** Runs until it is told to end, or until the program that launched it is gone. */
export const serve: Handler<"serve"> = async (input, { print }) => {
  const { port = portOf(process.env.PORT) ?? 4141, host = process.env.HOST || "127.0.0.1" } = input;
  const { url, close } = await startConsole({ port, host });
  print.line(`Modeldeck is at ${url}`);
  print.json({ url });
  const endings = ["SIGINT", "SIGTERM", ...(process.channel ? ["disconnect"] : [])];
  await Promise.race(endings.map((ending) => once(process, ending)));
  await close();
  return 0;
};

function portOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new ConsoleError("bad-input", `PORT is no port: ${text.slice(0, 80)}`, {
    hint: "Set it to a number up to 65535, or leave it out.",
  });
}
