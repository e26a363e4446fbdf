const owned = /^[\w.-]+\/[\w.-]+(?:[@:/]\S*)?$/;
const address = /^(?:https?|hf):\/\/\S+$|^git@hf\.co:\S+$/i;
/** Ollama has a library of its own; only what begins like this is the hub's. */
const atHub = /^(?:https?:\/\/)?(?:hf\.co|huggingface\.co)\//i;

const ollama = /^ollama (?:run|pull)$/;
const hubTool = /^(?:hf|huggingface-cli) download$/;
const llama = /^llama-[\w-]+$/;

/** The one repository that a paste means: a name, an address, or the command that a page of the hub shows. */
export function pastedReference(text: string): string | undefined {
  const said = withoutQuotes(text.trim());
  if (isOne(said)) return said;
  const [first = "", deed = "", ...rest] = wordsOf(said.replace(/^[$!%>] */, ""));
  const program = first.replace(/^.*[\\/]/, "").replace(/\.exe$/i, "");
  const command = `${program} ${deed}`;
  if (ollama.test(command)) return rest.find((word) => atHub.test(word))?.replace(/:latest$/i, "");
  if (hubTool.test(command)) return ofHubTool(rest);
  return llama.test(program) ? ofLlama([deed, ...rest]) : undefined;
}

const isOne = (word: string): boolean => address.test(word) || owned.test(word);

const withoutQuotes = (text: string): string =>
  text.replace(/^"([^"]*)"$|^'([^']*)'$|^`([^`]*)`$|^<([^<>]*)>$/, "$1$2$3$4");

/** As a shell would part them; `--name=value` is two. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"[^"]*"|'[^']*'|`[^`]*`|\S+/g)].flatMap(([word]) => {
    const option = /^(--?[\w-]+)=(.*)$/s.exec(word);
    return option ? [option[1] ?? "", withoutQuotes(option[2] ?? "")] : [withoutQuotes(word)];
  });

/** Options of the hub's tool that stand alone; after any other comes what it is set to. */
const alone = /^(?:--(?:quiet|force-download|resume-download|dry-run|json)|-q)$/;

function ofHubTool(words: readonly string[]): string | undefined {
  const kind = after(words, "--repo-type");
  if (kind !== undefined && kind !== "model") return undefined;
  const isSetting = (word: string | undefined) => word?.startsWith("-") === true && !alone.test(word);
  const own = words.filter((word, at) => !word.startsWith("-") && !isSetting(words[at - 1]));
  const model = own.find(isOne);
  const named = [...own.filter((word) => word !== model), after(words, "--include")];
  const files = named.filter((word) => word !== undefined && /^[^*?[\]\\]+\.\w+$/.test(word));
  return withDetails(model, { revision: after(words, "--revision"), file: files[1] ? undefined : files[0] });
}

function ofLlama(words: readonly string[]): string | undefined {
  const model = after(words, "-hf", "-hfr", "--hf-repo");
  if (model === undefined || !isOne(model)) return undefined;
  return withDetails(model, { revision: undefined, file: after(words, "-hff", "--hf-file") });
}

function after(words: readonly string[], ...options: string[]): string | undefined {
  const at = words.findIndex((word) => options.includes(word));
  return at === -1 ? undefined : words[at + 1];
}

type Details = { revision: string | undefined; file: string | undefined };

/** Only after `hf://` can a revision and a file both stand beside the name. */
function withDetails(model: string | undefined, { revision, file }: Details): string | undefined {
  if (model === undefined || address.test(model) || (revision === undefined && file === undefined))
    return model;
  const [repo = ""] = model.split(/[@:]/);
  const at = revision === undefined ? "" : `@${encodeURIComponent(revision)}`;
  const path = file === undefined ? "" : `/${file.split("/").map(encodeURIComponent).join("/")}`;
  return `hf://${repo}${at}${path}`;
}
