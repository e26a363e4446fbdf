import { type RunEvent, runEvents } from "#cli-bridge/protocol/run-event.ts";

/** Every event of an SSE stream, parsed as strictly as the protocol says, until the stream ends or `isEnough`. */
export async function collectEvents(
  stream: ReadableStream<Uint8Array>,
  isEnough: (events: readonly RunEvent[]) => boolean = () => false,
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of stream) {
    rest += decoder.decode(bytes, { stream: true });
    const frames = rest.split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) if (frame.startsWith("id: ")) events.push(toEvent(frame));
    if (isEnough(events)) break;
  }
  return events;
}

export async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

function toEvent(frame: string): RunEvent {
  const [, id, event, json] = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/s.exec(frame) ?? [];
  if (!id || !event || !json || json.includes("\n") || !(event in runEvents))
    throw new Error(`Not a frame: ${frame}`);
  const name = event as RunEvent["event"];
  return { seq: Number(id), event: name, data: runEvents[name].parse(JSON.parse(json)) } as RunEvent;
}
