import type { AnyCommand } from "#cli-bridge/catalogue/define-command.ts";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type OptionWords, optionWordsOf } from "./option-words.ts";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

type Offer = { word: string; says: string };
type Choice = { word: string; choices: readonly string[] };

const commands = (): readonly AnyCommand[] => commandNames.map(commandOf);
const wordOfPath = ({ path }: AnyCommand) => path.join(" ");

function choicesOf({ field: { value }, says, takesValue }: OptionWords): Choice[] {
  const choices = "choices" in value ? value.choices : undefined;
  return takesValue && choices ? says.map((word) => ({ word, choices })) : [];
}

function offersOf(command: AnyCommand): Offer[] {
  const options = optionWordsOf(command).flatMap(({ says, denies, field }) =>
    [...says, ...denies].filter((word) => word.startsWith("--")).map((word) => ({ word, says: field.says })),
  );
  return [...options, { word: "--help", says: "Show its help" }];
}

/** The first words of every command, once each, and what follows the words that begin several. */
function firstWords(): Map<string, Offer[]> {
  const words = new Map<string, Offer[]>();
  for (const { path, summary } of commands()) {
    const [first, second] = path;
    const next = words.get(first) ?? [];
    if (second) next.push({ word: second, says: summary });
    words.set(first, next);
  }
  for (const own of ["help", "completion"]) words.set(own, []);
  return words;
}

const summaryOf = (first: string) =>
  commands().find(({ path }) => path.length === 1 && path[0] === first)?.summary ?? `modeldeck ${first}`;

function bash(): string {
  const cases = commands().map((command) => {
    const words = offersOf(command).map(({ word }) => word);
    return `    "${wordOfPath(command)}") words="${words.join(" ")}" ;;`;
  });
  const follow = [...firstWords()]
    .filter(([, next]) => next.length > 0)
    .map(([first, next]) => `    ${first}) words="${next.map(({ word }) => word).join(" ")}" ;;`);
  const values = commands()
    .flatMap((command) => optionWordsOf(command).flatMap(choicesOf))
    .map(({ word, choices }) => `    ${word}) words="${choices.join(" ")}" ;;`);
  return `# modeldeck completion for bash: source this file.
_modeldeck() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="" path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="\${path:+$path }$word" ;; esac
  done
  case "$path" in
    "") words="${[...firstWords().keys()].join(" ")} --help --version" ;;
    help) words="${[...firstWords().keys()].join(" ")}" ;;
    completion) words="${shells.join(" ")}" ;;
${follow.join("\n")}
  esac
  case "$path" in ${[...firstWords()]
    .filter(([, next]) => next.length > 0)
    .map(([first]) => `"${first} "*`)
    .join("|")}) path="\${path%% *} $(set -- $path; echo "$2")" ;; *" "*) path="\${path%% *}" ;; esac
  case "$path" in
${cases.join("\n")}
  esac
  case "$previous" in
${[...new Set(values)].join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -F _modeldeck modeldeck
`;
}

/** In zsh a colon ends the word of an offer, and quotes would end the list. */
const forZsh = ({ word, says }: Offer) =>
  `'${word.replaceAll(":", "\\:")}:${says.replaceAll("'", "").replaceAll(":", "")}'`;

function zsh(): string {
  const firsts = [...firstWords().keys()].map((word) => forZsh({ word, says: summaryOf(word) }));
  const follow = [...firstWords()]
    .filter(([, next]) => next.length > 0)
    .map(([first, next]) => `    ${first}) offers=(${next.map(forZsh).join(" ")}) ;;`);
  const cases = commands().map(
    (command) => `    "${wordOfPath(command)}") offers=(${offersOf(command).map(forZsh).join(" ")}) ;;`,
  );
  return `#compdef modeldeck
# modeldeck completion for zsh: source this file, or put it on the fpath as _modeldeck.
_modeldeck() {
  local -a offers said
  said=(\${\${words[2,CURRENT-1]}:#-*})
  local path="$said[1]"
  case "$path" in
    "") offers=(${firsts.join(" ")}) ;;
    completion) offers=(${shells.join(" ")}) ;;
    help) offers=(${firsts.join(" ")}) ;;
${follow.join("\n")}
  esac
  case "$path" in ${[...firstWords()]
    .filter(([, next]) => next.length > 0)
    .map(([first]) => first)
    .join("|")}) path="$said[1] $said[2]" ;; esac
  case "$path" in
${cases.join("\n")}
  esac
  _describe modeldeck offers
  [[ "\${words[CURRENT]}" == -* ]] || _files
}
(( $+functions[compdef] )) && compdef _modeldeck modeldeck
`;
}

const forFish = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function fish(): string {
  const lines = ["# modeldeck completion for fish: source this file.", "complete -c modeldeck -f"];
  for (const [first, next] of firstWords()) {
    lines.push(
      `complete -c modeldeck -n __fish_use_subcommand -a ${first} -d ${forFish(summaryOf(first))}`,
      ...next.map(
        ({ word, says }) =>
          `complete -c modeldeck -n '__fish_seen_subcommand_from ${first}' -a ${word} -d ${forFish(says)}`,
      ),
    );
  }
  lines.push(
    `complete -c modeldeck -n '__fish_seen_subcommand_from completion' -a ${forFish(shells.join(" "))}`,
  );
  for (const command of commands()) {
    const seen = command.path.map((word) => `__fish_seen_subcommand_from ${word}`).join("; and ");
    for (const option of optionWordsOf(command)) {
      const [word = ""] = option.says;
      const value = option.takesValue ? " -r -F" : "";
      const choices = choicesOf(option)[0];
      const offered = choices ? ` -x -a ${forFish(choices.choices.join(" "))}` : value;
      lines.push(
        `complete -c modeldeck -n '${seen}' -l ${word.slice(2)}${offered} -d ${forFish(option.field.says)}`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

const installing: Readonly<Record<Shell, string>> = {
  bash: 'eval "$(modeldeck completion bash)" in ~/.bashrc',
  zsh: 'eval "$(modeldeck completion zsh)" in ~/.zshrc, after compinit',
  fish: "modeldeck completion fish | source in ~/.config/fish/config.fish",
};

/** The files of a shell are its owner's; the line to put there is said instead. */
export function installationOf(shell: string | undefined): ConsoleError {
  const known = shells.find((each) => each === shell) ?? "bash";
  return new ConsoleError("blocked", "Nothing is written into the files of your shell.", {
    hint: `Put this line there yourself: ${installing[known]}`,
  });
}

/** A script for a shell, made from the catalogue. */
export function completionFor(shell: string | undefined): string {
  if (shell === "bash") return bash();
  if (shell === "zsh") return zsh();
  if (shell === "fish") return fish();
  throw new ConsoleError("bad-input", `There is no completion for ${shell || "a shell without a name"}.`, {
    hint: `Say one of: modeldeck completion ${shells.join(", ")}`,
  });
}
