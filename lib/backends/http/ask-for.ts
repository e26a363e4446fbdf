import type { z } from "zod";
import { strange } from "./backend-error.ts";
import type { BackendAsking, BackendHttp } from "./backend-http.ts";
import { errorTextOf, toRefusal } from "./to-refusal.ts";

type Wanted<S> = BackendAsking & { shape: S };

/** Asks for an answer of a shape. An error is one also where the status calls it good. */
export async function askFor<S extends z.ZodType>(
  http: BackendHttp,
  path: string,
  { shape, ...asking }: Wanted<S>,
): Promise<z.output<S>> {
  return (await askWithHead(http, path, { shape, ...asking })).value;
}

export async function askWithHead<S extends z.ZodType>(
  http: BackendHttp,
  path: string,
  { shape, ...asking }: Wanted<S>,
): Promise<{ value: z.output<S>; headers: ReadonlyMap<string, string> }> {
  const { status, value, headers } = await http.json(path, asking);
  guardReply(http.base, { path, status, value });
  const checked = shape.safeParse(value);
  if (checked.success) return { value: checked.data, headers };
  const [issue] = checked.error.issues;
  const where = issue?.path.length ? ` (${issue.path.join(".")}: ${issue.message})` : "";
  throw strange(http.base, `answered to ${path} in a shape that is not its own${where}`);
}

/** Throws what a server says is wrong. */
export function guardReply(
  base: URL,
  { path, status, value }: { path: string; status: number; value: unknown },
): void {
  if (status >= 300 || errorInGood(value)) throw toRefusal({ base, path, status, value });
}

const errorInGood = (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  "error" in value &&
  value.error !== null &&
  errorTextOf({ error: value.error }) !== undefined;
