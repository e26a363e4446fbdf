import { type Asking, json } from "./make-route.ts";

const types = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson; charset=utf-8" } as const;

/** A page of what happened, or all of it as a file, line by line as it is read. */
export function answerActivity({ console, query }: Asking): Response {
  const asked = console.activity.query(query);
  if (asked.format === "json") return json(asked.answer);
  return new Response(toBody(asked.lines), {
    headers: {
      "content-type": types[asked.format],
      "cache-control": "no-store",
      "content-disposition": `attachment; filename="activity.${asked.format}"`,
    },
  });
}

function toBody(lines: Iterator<string>): ReadableStream<Uint8Array> {
  const words = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = lines.next();
      if (done) controller.close();
      else controller.enqueue(words.encode(value));
    },
  });
}
