import type { Route } from "next";
import { paths } from "#lib/paths.ts";

function withName(path: Route, name: string): Route {
  return `${path}?name=${encodeURIComponent(name)}` as Route;
}

/** The pages of the commands that act on one model, with its name filled in. */
export const verifyPath = (name: string): Route => withName(paths.advancedVerify(), name);
export const removePath = (name: string): Route => withName(paths.advanced(), name);
