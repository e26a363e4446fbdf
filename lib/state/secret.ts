import { inspect } from "node:util";

/** A value that nobody sees by accident: printed, logged or sent, it shows only what may be seen of it. */
export class Secret {
  readonly #value: string;
  readonly shown: string;

  constructor(value: string, shown: string) {
    this.#value = value;
    this.shown = shown;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return this.shown;
  }

  toJSON(): string {
    return this.shown;
  }

  [inspect.custom](): string {
    return this.shown;
  }
}

/** Enough of a token to tell it from another, and too little to use it. */
export const toMaskedToken = (token: string): string =>
  `${token.startsWith("hf_") ? "hf_" : ""}…${token.length >= 16 ? token.slice(-4) : ""}`;

/** An address without the password in it, or the name where that is all: some put a token there. */
export function toMaskedAddress(address: string): string {
  const url = URL.parse(address.includes("://") ? address : `http://${address}`);
  if (url === null || (url.username === "" && url.password === "")) return address;
  if (url.password === "") url.username = "***";
  else url.password = "***";
  return url.href.replace(/\/$/, "");
}
