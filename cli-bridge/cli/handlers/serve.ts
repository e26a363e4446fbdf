import { once } from "node:events";
import { serve as startConsole } from "#lib/server/serve.ts";
import type { Handler } from "./index.ts";

/** Runs until it is told to end. */
export const serve: Handler<"serve"> = async (input, { print }) => {
  const { port = 4141, host = "127.0.0.1" } = input;
  const { url, close } = await startConsole({ port, host });
  print.line(`Modeldeck is at ${url}`);
  print.json({ url });
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await close();
  return 0;
};
