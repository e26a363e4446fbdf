import { openSocket, receiveBytes, requestText } from "./open-socket.ts";
import { type Errand, readAnswers } from "./read-answers.ts";

export type PipelineMeans<One extends Errand> = {
  next(): One | undefined;
  /** Nothing more is read until a promise has settled. */
  came(bytes: number): Promise<void> | undefined;
  /** The connection is gone; what was asked in vain may be asked again. */
  closed(unanswered: readonly One[], answered: number): void;
};

export type Pipeline = {
  /** There may be something new to ask for. */
  pump(): void;
  close(): void;
};

/** So many requests are on their way at a time, once the server has shown that it keeps a connection. */
const windowMax = 16;

/** Asks over one connection for one thing after another, without waiting for the answers, which come in order. */
export function openPipeline<One extends Errand>(
  origin: URL,
  { next, came, closed }: PipelineMeans<One>,
): Pipeline {
  const asked: One[] = [];
  let answered = 0;
  const buffer = Buffer.allocUnsafeSlow(receiveBytes);
  const socket = openSocket(origin, { buffer, callback: (bytes) => receive(buffer.subarray(0, bytes)) });
  socket.setNoDelay(true);
  socket.on("error", () => undefined);
  socket.on("close", () => closed(asked.splice(0), answered));
  socket.resume();

  const pump = (): void => {
    const window = answered === 0 ? 1 : windowMax;
    // Several requests in one go cost the system hardly more than one.
    if (asked.length > window / 2) return;
    let text = "";
    while (asked.length < window && !socket.destroyed) {
      const errand = next();
      if (errand === undefined) break;
      asked.push(errand);
      text += requestText(errand.at, errand.headers);
    }
    if (text !== "") socket.write(text, "latin1");
  };
  const read = readAnswers({
    first: () => asked[0],
    over: (isLast) => {
      answered += 1;
      asked.shift();
      if (isLast) socket.destroy();
    },
  });
  const receive = (chunk: Buffer): boolean => {
    try {
      read(chunk);
      pump();
    } catch {
      // Whatever it was: each file of it is fetched by itself, and that tells what is wrong.
      socket.destroy();
    }
    const paid = came(chunk.length);
    if (paid === undefined) return true;
    const goOn = (): void => void socket.resume();
    paid.then(goOn, goOn);
    return false;
  };
  pump();
  return { pump, close: () => socket.destroy() };
}
