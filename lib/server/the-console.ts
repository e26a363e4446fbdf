import type { Console } from "./console.ts";

const place: unique symbol = Symbol.for("modeldeck.console");
const shared: { [place]?: Console } & typeof globalThis = globalThis;

/** Next bundles its own copies of our modules; through this one place they reach the console that really runs. */
export function theConsole(): Console {
  const found = shared[place];
  if (!found) throw new Error("The console has not been started: pages and handlers live inside `serve`.");
  return found;
}

export function setTheConsole(console: Console | undefined): void {
  if (console) shared[place] = console;
  else delete shared[place];
}
