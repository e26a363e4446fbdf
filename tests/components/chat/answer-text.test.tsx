// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { AnswerText } from "#components/chat/answer-text.tsx";
import { PlainAtFault } from "#components/chat/plain-at-fault.tsx";

afterEach(cleanup);

test("0.21 what nests too deep stands as it was written, and what comes after it is read", async () => {
  const deep = ">".repeat(19_000);
  render(<AnswerText text={`${deep}\n\nSome **bold** words.`} />);
  expect((await screen.findByText("bold")).tagName).toBe("STRONG");
  expect(screen.getByText(deep).tagName).toBe("P");
});

test("0.21 a piece that cannot be drawn is shown as plain text and takes nothing with it", () => {
  const Broken = () => {
    throw new RangeError("Maximum call stack size exceeded");
  };
  const faults: unknown[] = [];
  render(
    <>
      <PlainAtFault plain={<p>as it was written</p>}>
        <Broken />
      </PlainAtFault>
      <p>the next</p>
    </>,
    { onCaughtError: (fault) => faults.push(fault) },
  );
  expect(screen.getByText("as it was written")).toBeDefined();
  expect(screen.getByText("the next")).toBeDefined();
  expect(faults.length).toBe(1);
});
