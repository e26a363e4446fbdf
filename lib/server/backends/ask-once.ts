import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { discoverAt, type Found } from "#lib/backends/discover/discover-backends.ts";
import { guardAddress } from "#lib/backends/instances/guard-address.ts";
import { parseQuery } from "../parse-query.ts";
import type { BackendWatch } from "./backend-watch.ts";

const showQuery = z.strictObject({ model: z.string().max(512) });

/** Who answers at an address, where anybody does whose language is known here. */
export async function identifyAt(address: string, signal: AbortSignal): Promise<Found> {
  const url = guardAddress(address);
  const found = await discoverAt(url, { signal });
  if (found) return found;
  throw new ConsoleError("backend-strange", `Nobody at ${url.origin} was recognised.`, {
    hint: "See that the server runs and that the address is right, or say yourself what kind it is.",
  });
}

/** All that a server knows of a model. */
export async function showAt(
  watch: Pick<BackendWatch, "asked" | "instanceOf">,
  id: string,
  params: URLSearchParams,
): Promise<object> {
  const { model } = parseQuery(showQuery, params);
  const { name } = watch.instanceOf(id);
  const { adapter, http } = await watch.asked(id);
  if (adapter.show) return adapter.show(http, model);
  throw new ConsoleError("not-available", `${name} tells nothing more of its models.`, {
    hint: "See what its list says.",
  });
}
