// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { LastLines } from "#components/run/last-lines.tsx";
import { RunWatch } from "#components/run/run-watch.ts";

it("says of a run that printed nothing whether it still may", () => {
  const lines = { watch: new RunWatch("12"), lines: 0 };
  const { container, rerender } = render(<LastLines {...lines} hasEnded={false} />);
  expect(container.textContent).toBe("It has printed nothing yet.");
  rerender(<LastLines {...lines} hasEnded />);
  expect(container.textContent).toBe("It printed nothing.");
});
