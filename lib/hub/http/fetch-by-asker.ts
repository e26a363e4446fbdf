import { header } from "./answer-head.ts";
import type { HubAsker, Wanted } from "./hub-asker.ts";
import { nextOf } from "./link-header.ts";
import { readJsonText } from "./read-json.ts";
import { strange } from "./strange.ts";

type Asking = Pick<Wanted, "about" | "signal"> & { pagesMax: number };

/** The questions of the hub's own library, asked as ours are: the same proxies and limits, the same refusals. */
export function fetchByAsker(asker: Pick<HubAsker, "ask">, { pagesMax, ...wanted }: Asking): typeof fetch {
  let pages = 0;
  return async (asked) => {
    const url = String(asked);
    pages += 1;
    if (pages > pagesMax) throw strange(`A list of ${new URL(url).origin} has no end`);
    const answer = await asker.ask(url, { ...wanted, headers: { accept: "application/json" } });
    const next = nextOf(header(answer, "link"), url);
    const headers = { "content-type": "application/json", ...(next && { link: `<${next}>; rel="next"` }) };
    return new Response(await readJsonText(answer), { headers });
  };
}
