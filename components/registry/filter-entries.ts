import { type Dictionary, searchedParts } from "#cli-bridge/protocol/registry-columns.ts";
import type { BrowseState } from "./browse-state.ts";
import { type EntryIndex, hasFlag } from "./entry-index.ts";
import { orderOf } from "./order-entries.ts";

type Test = (at: number) => boolean;

/** The places of the entries that a state of the page asks for, in its order. */
export function filterEntries(index: EntryIndex, state: BrowseState): Uint32Array {
  const order = orderOf(index, state.sort);
  const tests = testsOf(index, state);
  return tests.length === 0 ? order : order.filter((at) => tests.every((test) => test(at)));
}

const named = ["backend", "format", "quantization", "location", "layer"] as const;
const flags = ["installed", "deprecated", "favourite", "testing"] as const;

function testsOf(index: EntryIndex, state: BrowseState): Test[] {
  const { columns, texts } = index;
  const { q = "", role, tag, capability } = state;
  const byName = named.flatMap((name) => {
    const wanted = state[name];
    return wanted === undefined ? [] : [isAmong(columns.named[name], (value) => value === wanted)];
  });
  const byFlag = flags.flatMap((name): Test[] => {
    const wanted = state[name];
    return wanted === undefined ? [] : [(at) => hasFlag(columns, at, name) === (wanted === "true")];
  });
  const bySet = [
    role === undefined ? [] : isAmong(columns.roles, (roles) => roles.some(([name]) => name === role)),
    tag === undefined ? [] : isAmong(columns.tags, (tags) => tags.includes(tag)),
    capability === undefined ? [] : isAmong(columns.capabilities, (table) => table[capability] === true),
  ].flat();
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const byWords = words.map((word): Test => {
    const parts = searchedParts.map((part) => isAmong(columns.searched[part], (said) => said.includes(word)));
    return (at) => texts[at]?.includes(word) === true || parts.some((isIn) => isIn(at));
  });
  return [...byName, ...byFlag, ...bySet, ...byWords];
}

/** Each value is looked at once; every entry then costs a number. */
function isAmong<Value>({ values, of }: Dictionary<Value>, isWanted: (value: Value) => boolean): Test {
  const wanted = values.map(isWanted);
  return (at) => wanted[of[at] ?? -1] === true;
}
