import { awaitWord } from "#cli-bridge/protocol/await-words.ts";
import { main } from "./main.ts";

const said = process.argv.slice(2);
const words = said[0] === awaitWord ? await (await import("./await-words.ts")).awaitWords() : said;
if (words) await main(words);
