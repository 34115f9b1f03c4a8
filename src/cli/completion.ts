import { Command } from 'commander';
import { REPORTERS } from '../report/registry.js';
import type { Entry } from './commands.js';

export type Shell = 'bash' | 'zsh' | 'fish';
export const SHELLS: readonly Shell[] = ['bash', 'zsh', 'fish'];

interface Known {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly { readonly name: string; readonly text: string }[];
}

/** A completion script, written from the commands and options themselves. */
export async function completionFor(shell: Shell, commands: readonly Entry[]): Promise<string> {
  const known: Known[] = [];
  for (const { name, summary, load } of commands) {
    const command = new Command(name);
    (await load()).configure(command, () => {}, commands);
    const flags = command.options.flatMap(({ long, short, description }) =>
      [long, short].flatMap((one) => (one ? [{ name: one, text: description }] : [])),
    );
    known.push({ name, summary, flags: [...flags, { name: '--help', text: 'help for this command' }] });
  }
  return SCRIPTS[shell](known);
}

const formats = REPORTERS.map(({ id }) => id).join(' ');

const SCRIPTS: Readonly<Record<Shell, (known: readonly Known[]) => string>> = {
  bash: (known) => `# qday completion for bash: eval "$(qday completion bash)"
_qday() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${known.map(({ name }) => name).join(' ')}" -- "$word")); return; fi
  if [ "$before" = -f ] || [ "$before" = --format ]; then COMPREPLY=($(compgen -W "${formats}" -- "$word")); return; fi
  case "$word" in -*) ;; *) COMPREPLY=($(compgen -f -- "$word")); return;; esac
  case "\${COMP_WORDS[1]}" in
${known.map(({ name, flags }) => `    ${name}) COMPREPLY=($(compgen -W "${flags.map((flag) => flag.name).join(' ')}" -- "$word"));;`).join('\n')}
  esac
}
complete -F _qday qday
`,
  zsh: (known) => `#compdef qday
# qday completion for zsh: qday completion zsh > "\${fpath[1]}/_qday"
_qday() {
  if (( CURRENT == 2 )); then
    local -a names=(${known.map(({ name, summary }) => quote(`${name}:${summary}`)).join(' ')})
    _describe command names; return
  fi
  case "$words[CURRENT-1]" in -f|--format) compadd ${formats}; return;; esac
  if [[ "$PREFIX" == -* ]]; then
    case "$words[2]" in
${known.map(({ name, flags }) => `      ${name}) compadd -- ${flags.map((flag) => flag.name).join(' ')};;`).join('\n')}
    esac
  else
    _files
  fi
}
_qday "$@"
`,
  fish: (known) => `# qday completion for fish: qday completion fish > ~/.config/fish/completions/qday.fish
${known.map(({ name, summary }) => `complete -c qday -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`).join('\n')}
${known
  .flatMap(({ name, flags }) =>
    flags.map((flag) => {
      const form = flag.name.startsWith('--') ? `-l ${flag.name.slice(2)}` : `-s ${flag.name.slice(1)}`;
      return `complete -c qday -n "__fish_seen_subcommand_from ${name}" ${form} -d ${quote(flag.text)}`;
    }),
  )
  .join('\n')}
complete -c qday -s f -l format -x -a ${quote(formats)}
`,
};

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "'\\''")}'`;
}
