import fc from "fast-check";
import { expect, test } from "vitest";
import { sourceTextOf } from "#lib/registry/element-source.ts";
import { readJsonText } from "#lib/registry/json-text.ts";
import { RegistryText } from "#lib/registry/registry-text.ts";

const table = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 });
const list = fc.array(fc.oneof(table, fc.array(fc.jsonValue(), { maxLength: 3 })), { maxLength: 6 });
const layouts = [undefined, 1, 2, 4, "\t"] as const;

test("however a list is laid out, each element's text is the text of that element", () => {
  fc.assert(
    fc.property(
      list,
      fc.constantFrom(...layouts),
      fc.constantFrom("", "\n", " \r\n"),
      (elements, indent, end) => {
        const reading = readJsonText(Buffer.from(JSON.stringify(elements, null, indent) + end));
        const read = reading.ok && Array.isArray(reading.value) ? reading.value : [];
        expect(read).toHaveLength(elements.length);
        for (const element of read) {
          expect(JSON.parse(sourceTextOf(element)?.toString() ?? "")).toEqual(
            JSON.parse(JSON.stringify(element)),
          );
        }
      },
    ),
  );
});

test("a list as the original writes it is written as it was, byte for byte", () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 })),
      (elements) => {
        const bytes = new RegistryText().toBytes(elements);
        const reading = readJsonText(bytes);
        const read = reading.ok && Array.isArray(reading.value) ? reading.value : [];
        expect(new RegistryText().toBytes(read).equals(bytes)).toBe(true);
      },
    ),
  );
});

/** Within an element what looks like a seam, and between two elements one that does not look like one. */
const inner = '[\n  {\n"k": 1\n  },\n  {\n"k": 2\n  }\n]';
const first = `{\n    "name": "a", "files": ${inner}\n  }`;
const second = '{\n    "name": "b"\n  }';

test.each([
  ["on the same line", ", "],
  ["after an empty line", ",\n\n  "],
  ["without a space", ","],
])(
  "a list within an element that is indented no further has no seams of the whole, with the next %s",
  (_, seam) => {
    const reading = readJsonText(Buffer.from(`[\n  ${first}${seam}${second}\n]\n`));
    const read = reading.ok && Array.isArray(reading.value) ? reading.value : [];
    expect(read.map((element) => sourceTextOf(element)?.toString())).toEqual([first, second]);
  },
);

test("brackets, quotes and line ends in strings are no seams", () => {
  const text = '[{"a": "}, {\\"]\\\\", "b": "\\n  },\\n  {\\n"}, {"c": "\\\\"}]';
  const reading = readJsonText(Buffer.from(text));
  const [first, second] = reading.ok && Array.isArray(reading.value) ? reading.value : [];
  expect(sourceTextOf(second)?.toString()).toBe('{"c": "\\\\"}');
  expect(`[${sourceTextOf(first)}, ${sourceTextOf(second)}]`).toBe(text);
});

test("a copy of an element has no text of its own, so a change of it is written", () => {
  const reading = readJsonText(Buffer.from('[{"n":1.0}]'));
  const [element] = reading.ok && Array.isArray(reading.value) ? reading.value : [];
  expect(sourceTextOf({ ...element })).toBeUndefined();
  expect(new RegistryText().toBytes([element]).toString()).toBe('[\n  {"n":1.0}\n]\n');
});

test.each(["1e999", "1e-400", "123456789012345678901", "0.12345678901234567890"])(
  "the number %s is kept in an entry that changes, though JavaScript cannot hold it",
  (number) => {
    const reading = readJsonText(Buffer.from(`[{"n":${number}}]`));
    const [element] = reading.ok && Array.isArray(reading.value) ? reading.value : [];
    expect(new RegistryText().toBytes([{ ...element, changed: true }]).toString()).toContain(
      `"n": ${number}`,
    );
  },
);
