import { expect, test } from "vitest";
import { namedFor, orderBackends } from "#components/backends/backend-words.ts";
import { backendNamed } from "./sample-backend.ts";

test("8a servers one can work with come first, and dead ones last, whatever they are called", () => {
  const servers = [
    backendNamed("A", { state: "offline" }),
    backendNamed("B", { state: "needs-token" }),
    backendNamed("D"),
    backendNamed("C"),
    backendNamed("E", { state: "starting" }),
  ];
  expect(orderBackends(servers).map(({ name }) => name)).toEqual(["C", "D", "E", "B", "A"]);
});

test("a command is told the id of a server that is kept, and the address of one that was only found", () => {
  const url = "http://x:1";
  expect(namedFor({ id: "ollama-1", url, from: "saved" })).toBe("ollama-1");
  expect(namedFor({ id: "ollama-1", url, from: "environment" })).toBe("ollama-1");
  expect(namedFor({ id: "ollama-1", url, from: "found" })).toBe(url);
  expect(namedFor({ id: "ollama-1", url, from: "started" })).toBe(url);
});
