import type { Asker } from "./console.ts";
import type { Asking } from "./make-route.ts";

/** The address is the one the reader used, so that a line to copy works where they are. */
export function askerOf({ request, session, console }: Asking): Asker {
  const host = request.headers.get("host")?.toLowerCase() ?? "";
  return { session, origin: console.names().get(host)?.[0] ?? `http://${host}` };
}
