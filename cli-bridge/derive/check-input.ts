import { z } from "zod";
import type { AnyCommand } from "#cli-bridge/catalogue/define-command.ts";
import { ConsoleError, type Issue } from "#cli-bridge/protocol/console-error.ts";
import { type Door, fieldsOf, wordOf } from "./fields-of.ts";
import { nearest } from "./nearest.ts";
import { valueSchema } from "./value-schema.ts";

export type Input = Readonly<Record<string, unknown>>;

const schemas = new WeakMap<AnyCommand, Partial<Record<Door, z.ZodType<Record<string, unknown>>>>>();

/** What a command accepts, unknown fields refused. Built once for each command and door. */
export function inputSchema(
  command: AnyCommand,
  door: Door = "terminal",
): z.ZodType<Record<string, unknown>> {
  const known = schemas.get(command) ?? {};
  schemas.set(command, known);
  known[door] ??= buildSchema(command, door);
  return known[door];
}

function buildSchema(command: AnyCommand, door: Door) {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(fieldsOf(command, door))) {
    const schema = valueSchema(field).meta({ description: field.says });
    shape[name] = field.required ? schema : schema.optional();
  }
  return z.strictObject(shape).superRefine((input, context) => {
    if (
      command.rehearsal &&
      command.apply &&
      input[command.rehearsal] === true &&
      input[command.apply] === true
    ) {
      context.addIssue({
        code: "custom",
        path: [command.apply],
        message: "Choose either a rehearsal or the deed, not both.",
      });
    }
    if (input.more !== undefined && input.name === undefined) {
      context.addIssue({ code: "custom", path: ["name"], message: "Name the first model here." });
    }
    if (command.rehearsal && input[command.rehearsal] === true && input.plan !== undefined) {
      context.addIssue({
        code: "custom",
        path: ["plan"],
        message: "Choose either a rehearsal or a plan to apply, not both.",
      });
    }
  });
}

function issueFrom(issue: z.core.$ZodIssue, command: AnyCommand, door: Door): Issue[] {
  if (issue.code !== "unrecognized_keys") return [{ path: issue.path.join("."), message: issue.message }];
  const known = Object.keys(fieldsOf(command, door));
  return issue.keys.map((key) => {
    const near = nearest(key, known);
    return {
      path: key,
      message: `${command.path.join(" ")} has no field of this name.${near ? ` Did you mean ${near}?` : ""}`,
    };
  });
}

export type Checked = { ok: true; input: Input } | { ok: false; issues: Issue[] };

/** Judges an input at the door. Absent and undefined are the same. */
export function checkInput(command: AnyCommand, input: unknown, door: Door = "terminal"): Checked {
  const outcome = inputSchema(command, door).safeParse(input ?? {});
  if (!outcome.success)
    return { ok: false, issues: outcome.error.issues.flatMap((issue) => issueFrom(issue, command, door)) };
  const said = Object.entries(outcome.data).filter(([, value]) => value !== undefined);
  return { ok: true, input: Object.fromEntries(said) };
}

/** The input, or a refusal that names every field at fault. */
export function parseInput(command: AnyCommand, input: unknown, door: Door = "terminal"): Input {
  const checked = checkInput(command, input, door);
  if (checked.ok) return checked.input;
  const [first] = checked.issues;
  const name = first?.path ? `${saidAs(first.path, command, door)}: ` : "";
  throw new ConsoleError(
    "bad-input",
    `${command.path.join(" ")} was not understood. ${name}${first?.message ?? ""}`,
    {
      hint:
        door === "terminal"
          ? `See modeldeck ${command.path.join(" ")} --help.`
          : "Correct the fields named and send it again.",
      issues: checked.issues,
    },
  );
}

/** At a terminal a field has the word by which it is typed there. */
function saidAs(path: string, command: AnyCommand, door: Door): string {
  const name = path.split(".")[0] ?? path;
  const field = fieldsOf(command, door)[name];
  if (door === "web" || !field) return path;
  if (field.spelled === "secret") return field.variable ?? name;
  return field.spelled === "positional" ? wordOf(name).toUpperCase() : `--${wordOf(name)}`;
}
