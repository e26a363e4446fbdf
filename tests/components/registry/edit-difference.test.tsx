// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { EditDifference } from "#components/registry/edit-difference.tsx";

afterEach(cleanup);

const textsOf = (role: string) => screen.getAllByRole(role).map(({ textContent }) => textContent);

it("only the line that changed is struck out", () => {
  const change = {
    key: "args.args",
    label: "Arguments",
    before: "--seed 1\n--tp 2",
    after: "--seed 1\n--tp 4",
  };
  render(<EditDifference changes={[change]} />);
  expect(textsOf("deletion")).toEqual(["--tp 2"]);
  expect(textsOf("insertion")).toEqual(["--tp 4"]);
  expect(screen.getByText("--seed 1").tagName).toBe("SPAN");
});

it("a value that is another as a whole stands before and after", () => {
  render(
    <EditDifference changes={[{ key: "roles.chat", label: "Role chat", before: undefined, after: "85" }]} />,
  );
  expect(textsOf("deletion")).toEqual(["not played"]);
  expect(screen.getByLabelText("becomes")).toBeDefined();
  expect(textsOf("insertion")).toEqual(["priority 85"]);
});
