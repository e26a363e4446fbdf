import type { Field } from "#cli-bridge/catalogue/field.ts";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { fieldsOf } from "#cli-bridge/derive/fields-of.ts";

const dashes = [
  "-",
  "--",
  "---",
  "-x",
  "-rf",
  "--apply",
  "--delete-files",
  "--purge=true",
  "--force",
  "--yes",
  "--plan=x",
];
const paths = [
  "..",
  "../x",
  "../../../etc/passwd",
  "/etc/passwd",
  "~",
  "~root",
  "./-x",
  "C:\\x",
  "\\\\host\\share",
  "file:///etc",
];
const shells = [
  ..."$(id)|`id`|;id|&&id|x||id|&id|>out|<in|$HOME|%PATH%|^&|!!|*|?|[a]|{a,b}|#x|\\|x\\|'|\"|'\"'|''|\"\"|a b| a|a |(|)|=|=x|x=y".split(
    "|",
  ),
  ...[
    "$'\\n'",
    "|id",
    "x|y",
    "\\$(id)",
    "'; id; '",
    '"; id; "',
    "`",
    "$((1))",
    "<(id)",
    "@file",
    "@/etc/passwd",
    "%0a",
    "%00",
  ],
];
const strange = [
  ...[
    "\u2010x",
    "\u2011x",
    "\u2012x",
    "\u2013x",
    "\u2014x",
    "\u2015x",
    "\u2212x",
    "\ufe63x",
    "\uff0dx",
    "\u2012-force",
    "\u2013\u2013force",
  ],
  ...[
    "\u202egnp.exe",
    "\u2066x\u2069",
    "\u200b--x",
    "\ufeff--x",
    "\u00a0--x",
    "\u3000--x",
    "\u00ad--x",
    "a\u0301",
    "\u1f600",
    "😀",
    "👩‍👩‍👧",
  ],
  ...[
    "İ",
    "ß",
    "ﬁ",
    "Å",
    "Ａ",
    "／etc",
    "．．／",
    "＂",
    "；id",
    "｜id",
    "＄(id)",
    "\ufffd",
    "\uffff",
    "\u{10ffff}",
    "\ue000",
  ],
];
const controls = [...Array(32).keys(), 127, 0x85, 0x2028, 0x2029].map(
  (code) => `a${String.fromCodePoint(code)}--x`,
);
const broken = ["\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "x\ud83d"];
const words = [
  ...[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "null",
    "undefined",
    "true",
    "NaN",
    "-1",
    "0x10",
    "1e9",
    "Infinity",
  ],
  ...[
    "{{7*7}}",
    "$\u007b7*7}",
    "<script>",
    "<img src=x>",
    "' OR 1=1 --",
    "%s%s%n",
    "{0}",
    "../{}",
    "con",
    "nul",
    "aux.txt",
    ".git/hooks/x",
  ],
  ...[
    "a,b",
    ",",
    ",,",
    "a,-x",
    "-x,a",
    "a, b",
    "\\,",
    "a=b,c=d",
    "--",
    "list",
    "remove",
    "help",
    "--help",
    "-h",
    "--version",
  ],
  ...[
    "MODELDECK_HOME=/x",
    "LD_PRELOAD=x",
    "NODE_OPTIONS=--x",
    "HF_TOKEN=x",
    "--registry-dir=/etc",
    "--json",
    "--no-delete-files",
  ],
  ...[
    "http://169.254.169.254/",
    "https://x@y/",
    "javascript:1",
    "data:,x",
    "file:x",
    "\\\\?\\C:\\x",
    "x::$DATA",
    "x.",
    "x ",
    ".",
    "/",
  ],
];
const long = [
  "",
  "x".repeat(4_096),
  "x".repeat(4_097),
  "-".repeat(5_000),
  "x".repeat(131_071),
  "x".repeat(131_072),
  "é".repeat(70_000),
];
const kinds: unknown[] = [null, 0, -1, 1.5, true, [], ["-x"], [["x"]], {}, { toString: "x" }, ["a", "b"]];

/** What has been taken for an option, a command or a path by something along the way. */
export const hostileValues: readonly unknown[] = [
  ...new Set([...dashes, ...paths, ...shells, ...strange, ...controls, ...broken, ...words, ...long]),
  ...kinds,
];

export type Slot = { command: string; field: string; definition: Field };

/** Every place of every command that takes words of the reader's own. */
export const slots: readonly Slot[] = commandNames.flatMap((command) =>
  commandOf(command).tab
    ? Object.entries(fieldsOf(commandOf(command)))
        .filter(
          ([, { value, spelled }]) =>
            (value.kind === "text" || value.kind === "list") && spelled !== "secret",
        )
        .map(([field, definition]) => ({ command, field, definition }))
    : [],
);

const plain: Record<string, string> = {
  repository: "owner/model",
  "trash item": "x",
  backup: "x",
  host: "localhost",
  "server address": "localhost",
};

/** An input that is fine but for the hostile value in one slot. */
export function inputWith(
  { command, field }: Slot,
  hostile: unknown,
  folder: string,
): Record<string, unknown> {
  const name = commandNames.find((each) => each === command);
  const fields = name ? commandOf(name).fields : {};
  const needed = Object.entries(fields).filter(([, { required }]) => required === true);
  const usual = needed.map(([needs, { value }]) => {
    if (value.kind !== "text") return [needs, value.kind === "integer" ? value.min : true];
    return [needs, value.of === "folder" || value.of === "file" ? folder : (plain[value.of] ?? "x")];
  });
  return { ...Object.fromEntries(usual), [field]: hostile };
}
