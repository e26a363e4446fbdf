import {
  type CommandName,
  commandNames,
  commandOf,
  type InputOfCommand,
} from "#cli-bridge/catalogue/index.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import { parseWords } from "#cli-bridge/derive/parse-words.ts";
import { modeldeck } from "#cli-bridge/dialects/modeldeck.ts";
import { ConsoleError, refusals } from "#cli-bridge/protocol/console-error.ts";
import { guardRegistryThere } from "./guard-registry-there.ts";
import { handlers } from "./handlers/index.ts";
import { toAsciiJson } from "./print.ts";
import { openSession, type Session } from "./session.ts";
import { version } from "./version.ts";
import { toVisible } from "./visible-text.ts";

/** The whole program. It never cuts a write short: the exit code is set, and the process ends by itself. */
export async function main(words: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  const speaksJson = beforeDashes(words).includes("--json");
  try {
    process.exitCode = (await answerItself(words)) ?? (await carryOut(words));
  } catch (error) {
    process.exitCode = report(error, speaksJson);
  }
}

/** A reader that has seen enough is no fault of ours. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

const beforeDashes = (words: readonly string[]) => {
  const dashes = words.indexOf("--");
  return dashes === -1 ? words : words.slice(0, dashes);
};

/** What needs no command: versions, help and completion. */
async function answerItself(words: readonly string[]): Promise<number | undefined> {
  const said = beforeDashes(words).filter((word) => word !== "--json");
  const speaksJson = said.length < beforeDashes(words).length;
  const say = (what: string, text: string) => {
    process.stdout.write(speaksJson ? `${toAsciiJson({ [what]: text.trimEnd() })}\n` : text);
    return 0;
  };
  const [first, about] = said;
  if (first === "--version" || first === "-V") return say("version", `${version}\n`);
  if (first === "completion" || first === "--show-completion" || first === "--install-completion") {
    const { completionFor, installationOf } = await import("#cli-bridge/derive/completion.ts");
    const shell = about ?? process.env.SHELL?.split("/").at(-1);
    if (first === "--install-completion") throw installationOf(shell);
    return say("completion", completionFor(shell));
  }
  const asksHelp = first === "help" || said.includes("--help") || said.includes("-h");
  if (!asksHelp && words.length > 0) return undefined;
  const { helpOf, overview } = await import("#cli-bridge/derive/help.ts");
  const named = said.filter((word) => !word.startsWith("-"));
  const path = first === "help" ? named.slice(1) : named;
  const group = commandNames.filter(
    (name) => path.length === 1 && commandOf(name).path.length > 1 && commandOf(name).path[0] === path[0],
  );
  if (group.length > 0) return say("help", group.map(helpOf).join("\n"));
  if (path.length > 0) return say("help", helpOf(commandSaid(path)));
  say("help", overview(version));
  return asksHelp ? 0 : 2;
}

/** `help remove`, and `remove tiny --help` where an operand follows the command. */
const commandSaid = (path: readonly string[]): CommandName =>
  parseWords(path.length > 1 && path[0] === "trash" ? path.slice(0, 2) : path.slice(0, 1), modeldeck).name;

async function carryOut(words: readonly string[]): Promise<number> {
  const { name, input } = parseWords(words, modeldeck);
  const checked = await judge(name, input);
  const registryDir = typeof checked.registryDir === "string" ? checked.registryDir : undefined;
  const session = openSession({ json: checked.json === true || checked.jsonOutput === true, registryDir });
  try {
    await guardRegistryThere(name, checked, session);
    const meant = await understand(name, checked, session);
    return await handle(name, meant as InputOfCommand<typeof name>, session);
  } catch (error) {
    throw error instanceof ConsoleError ? hinted(error, session.print) : error;
  } finally {
    await session.end();
  }
}

function hinted(error: ConsoleError, { toType }: Session["print"]): ConsoleError {
  const { code, message, hint, offer, issues, stack } = error;
  if (hint === undefined || toType(hint) === hint) return error;
  return Object.assign(new ConsoleError(code, message, { hint: toType(hint), offer, issues }), { stack });
}

/** Flags alone are right as they were read, and `list` starts a fifth faster without building a schema. */
async function judge(name: CommandName, input: Input): Promise<Input> {
  const { fields, rehearsal, apply } = commandOf(name);
  const isFlagsAlone = Object.values(input).every((value) => typeof value === "boolean");
  const needsMore = Object.values(fields).some(({ required }) => required);
  const isBoth = rehearsal && apply && input[rehearsal] === true && input[apply] === true;
  if (isFlagsAlone && !needsMore && !isBoth) return input;
  const { parseInput } = await import("#cli-bridge/derive/check-input.ts");
  return parseInput(commandOf(name), input);
}

/** The reader of names is loaded where models can be named. */
async function understand(name: CommandName, input: Input, session: Session): Promise<Input> {
  if (typeof input.name !== "string") return input;
  const { withNamesMeant } = await import("./names-meant.ts");
  return withNamesMeant(commandOf(name), input, session);
}

async function handle<N extends CommandName>(
  name: N,
  input: InputOfCommand<N>,
  session: Session,
): Promise<number> {
  const handler = await handlers[name]();
  return (await handler(input, session)) ?? 0;
}

/** Says what went wrong and what to do next. Details of a bug are shown only to those who ask. */
function report(error: unknown, speaksJson: boolean): number {
  const { stderr, stdout, env } = process;
  if (!(error instanceof ConsoleError)) {
    const message = toVisible(error instanceof Error ? error.message : String(error));
    const isSystem = error instanceof Error && "syscall" in error;
    stderr.write(`error: ${isSystem ? "the system refused" : "something unforeseen happened"}: ${message}\n`);
    if (env.MODELDECK_DEBUG) stderr.write(`${error instanceof Error ? error.stack : ""}\n`);
    else stderr.write("hint: set MODELDECK_DEBUG=1 to see where\n");
    if (speaksJson) stdout.write(`${toAsciiJson({ error: { code: "failed", message } })}\n`);
    return 1;
  }
  const { code, message, hint, issues } = error;
  stderr.write(`error: ${toVisible(message)}\n`);
  if (hint) stderr.write(`hint: ${toVisible(hint)}\n`);
  if (env.MODELDECK_DEBUG) stderr.write(`${error.stack}\n`);
  if (speaksJson && code !== "stale-plan")
    stdout.write(`${toAsciiJson({ error: { code, message, hint, issues } })}\n`);
  return refusals[code].exit;
}
