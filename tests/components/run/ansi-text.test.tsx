// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { AnsiText } from "#components/run/ansi-text.tsx";

it("shows output as text, whatever it looks like", () => {
  const hostile = '\u001b[31m<img src=x onerror="alert(1)">\u001b[0m</script><a href="javascript:1">x</a>';
  const { container } = render(<AnsiText text={hostile} />);
  expect(container.querySelector("img, script, a")).toBeNull();
  expect(container.querySelectorAll("[style]")).toHaveLength(0);
  expect(container.textContent).toBe('<img src=x onerror="alert(1)"></script><a href="javascript:1">x</a>');
});
