import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

type Refused = { base: URL; path: string; status: number; value: unknown };

const wordsMax = 2000;
const depthMax = 8;

/** What a server says is wrong, in any of the shapes that servers use; also inside an answer that calls itself good. */
export function errorTextOf(value: unknown, depth = 0): string | undefined {
  if (typeof value !== "object" || value === null || depth > depthMax) return undefined;
  for (const key of ["error", "detail", "message"] as const) {
    const said: unknown = key in value ? Reflect.get(value, key) : undefined;
    // A sentence in `message` means something wrong only where a status has said so already.
    const text =
      typeof said === "string" ? said : key === "message" ? undefined : errorTextOf(said, depth + 1);
    if (text !== undefined && text !== "") return toPlain(text);
    if (typeof said === "object" && said !== null && "message" in said && typeof said.message === "string")
      return toPlain(said.message);
  }
  return undefined;
}

/** Nothing of a server's words may move a cursor or fill a page. */
const toPlain = (text: string) =>
  text
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, wordsMax);

/** A server's own refusal. The code says what kind it is, the message keeps its words. */
export function toRefusal({ base, path, status, value }: Refused): ConsoleError {
  const said = errorTextOf(value);
  const who = base.origin;
  if (status === 401) {
    return new ConsoleError("backend-token", `${who} asks for a token, or refuses the one it was sent.`, {
      hint: "Give its token where the server was added, or in the environment.",
    });
  }
  if (status === 403 && said === undefined) {
    return new ConsoleError("backend-token", `${who} answered 403 without a word.`, {
      hint: `It may want a token, or not know itself by the name ${base.hostname}: Ollama answers only to names of its own machine. Ask it by its IP address.`,
    });
  }
  const words = said ?? `it answered ${status} to ${path}`;
  const hint = "These are the server's own words; its log may say more.";
  if (status === 503 || status === 429)
    return new ConsoleError("backend-busy", `${who} is busy: ${words}`, { hint: "Try again in a moment." });
  if (said !== undefined && isNotThere(status, said))
    return new ConsoleError("backend-model", `${who}: ${words}`, { hint: "See which models it has." });
  return new ConsoleError(
    status >= 400 && status < 500 ? "backend-refused" : "backend-failed",
    `${who}: ${words}`,
    {
      hint,
    },
  );
}

/** Servers quote the name in several ways, or not at all. A program that lacks a file of its own says it with another status. */
const isNotThere = (status: number, words: string) =>
  ((status === 404 || status === 400) &&
    /model/i.test(words) &&
    /not[ _]found|does not exist/i.test(words)) ||
  /not found, try pulling|manifest: file does not exist/.test(words);
