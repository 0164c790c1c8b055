/**
 * Writes a completion script for bash 3.2 or newer
 * (https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html).
 */
import {
  type CompletedCommand,
  type CompletedOption,
  type CompletedProgram,
  type CompletedWord,
  madeBy,
  posixWord,
} from './program.ts';

/**
 * Writes the whole script, which the user sources. Text from the table of commands appears in the script only as quoted
 * words.
 */
export function bashCompletion({ commands, options }: CompletedProgram): string {
  const [usual] = commands;
  return [
    madeBy('bash'),
    '',
    '# The options of the command $1, and what its option $2, or its operand number $2, takes.',
    '_sigv4_table() {',
    '  kind=none words=() options=()',
    '  case $1 in',
    ...commands.flatMap(commandCase),
    '  esac',
    '}',
    '',
    '_sigv4_names() {',
    `  usual=${posixWord(usual.name)}`,
    `  program_options=(${namesOf(options)})`,
    '  names=(',
    ...commands.map(({ name }) => `    ${posixWord(name)}`),
    '  )',
    '  says=(',
    ...commands.map(({ says }) => `    ${posixWord(says)}`),
    '  )',
    '}',
    FIXED_PART,
  ].join('\n');
}

const namesOf = (options: readonly CompletedOption[]) => options.flatMap(({ names }) => names.map(posixWord)).join(' ');

function commandCase({ name, options, operands }: CompletedCommand): string[] {
  const takes = [
    ...options.flatMap(({ names, takes: value }) => (value ? [wordCase(names.map(posixWord), value.word)] : [])),
    ...operands.map(({ word, repeats }, index) => wordCase([repeats ? '[1-9]*' : `${index + 1}`], word)),
  ];
  return [
    `    ${posixWord(name)})`,
    `      options=(${namesOf(options)})`,
    ...(takes.length > 0 ? ['      case $2 in', ...takes.map((line) => `        ${line}`), '      esac'] : []),
    '      ;;',
  ];
}

function wordCase(patterns: readonly string[], word: CompletedWord): string {
  const words = 'words' in word ? ` words=(${word.words.map(posixWord).join(' ')})` : '';
  const mark = 'mark' in word ? ` mark=${posixWord(word.mark)}` : '';
  return `${patterns.join(' | ')}) kind=${word.kind}${words}${mark} ;;`;
}

/** The part of the script that is always the same. Its backslashes are literal. */
const FIXED_PART = String.raw`
_sigv4() {
  local usual program_options names says kind words options mark
  local typed current broken last command at=2 number=1 awaits='' ended=''
  COMPREPLY=()
  _sigv4_names
  _sigv4_join
  last=$((@{#typed[@]} - 1))
  current=@{typed[last]}
  # bash replaces only $2 of the current word: the part after the last break or an open quotation mark.
  broken=@{current%"$2"}
  broken=@{broken%[\"\']}
  [[ $current == *"$2" ]] || broken=''
  current=$broken$2
  if [[ $last -le 1 && $current != -* ]]; then
    _sigv4_commands
    return
  fi
  command=@{typed[1]}
  [[ $command == -* ]] && command=$usual at=1
  _sigv4_place
  _sigv4_offer
  for ((at = 0; at < @{#COMPREPLY[@]}; at++)); do
    COMPREPLY[at]=@{COMPREPLY[at]#"$broken"}
  done
}

# bash breaks words at =, : and other marks. This joins them again in typed; the last word ends at the cursor.
_sigv4_join() {
  local at part gap rest=@{COMP_LINE:0:COMP_POINT}
  typed=()
  for ((at = 0; at <= COMP_CWORD; at++)); do
    gap=@{rest%%[![:space:]]*}
    rest=@{rest#"$gap"}
    part=@{COMP_WORDS[at]}
    [[ $at == "$COMP_CWORD" ]] && part=$rest
    if [[ $at == 0 || $gap != '' || @{typed[@{#typed[@]}-1]} == *[\<\>] ]]; then
      typed+=("$part")
    else
      typed[@{#typed[@]}-1]+=$part
    fi
    rest=@{rest:@{#part}}
  done
}

# Offers the commands that begin with the word, with their descriptions if bash only lists them.
_sigv4_commands() {
  local at found=()
  for ((at = 0; at < @{#names[@]}; at++)); do
    if [[ @{names[at]} == "$current"* ]]; then
      COMPREPLY+=("@{names[at]}")
      found+=("@{names[at]}  (@{says[at]})")
    fi
  done
  [[ @{COMP_TYPE-} == 63 && @{#found[@]} -gt 1 ]] || return 0
  local width=$((@{COLUMNS:-80} - 2))
  for ((at = 0; at < @{#found[@]}; at++)); do
    COMPREPLY[at]=@{found[at]:0:width}
  done
}

# Finds the place of the current word: the number of its operand or, in awaits, the option or the > before it.
_sigv4_place() {
  local word
  for (( ; at < last; at++)); do
    word=@{typed[at]}
    if [[ $awaits != '' ]]; then
      awaits=''
    elif [[ $word == *[\<\>] ]]; then
      awaits='>'
    elif [[ $word == *[\<\>]* ]]; then
      :
    elif [[ $ended == '' && $word == -- ]]; then
      ended=yes
    elif [[ $ended == '' && $word == -?* ]]; then
      _sigv4_table "$command" "$word"
      [[ $kind != none ]] && awaits=$word
    else
      number=$((number + 1))
    fi
  done
}

_sigv4_offer() {
  if [[ $awaits == '>' ]]; then
    kind=file
    _sigv4_reply '' "$current"
  elif [[ $awaits != '' ]]; then
    _sigv4_table "$command" "$awaits"
    _sigv4_reply '' "$current"
  elif [[ $ended == '' && $current == --*=* ]]; then
    _sigv4_table "$command" "@{current%%=*}"
    _sigv4_reply "@{current%%=*}=" "@{current#*=}"
  else
    _sigv4_table "$command" "$number"
    if [[ $ended == '' && ($current == -* || $kind == none) ]]; then
      kind=one-of words=("@{options[@]}")
      [[ $last == 1 ]] && words+=("@{program_options[@]}")
    fi
    _sigv4_reply '' "$current"
  fi
}

# Offers what kind, words and mark have for $2, each after $1.
_sigv4_reply() {
  local word from='' action=file
  case $kind in
    one-of)
      for word in "@{words[@]}"; do
        [[ $word == "$2"* ]] && COMPREPLY+=("$1$word")
      done
      return
      ;;
    file-after)
      [[ $mark == @ && $2 != @* || $2 != *"$mark"* ]] && return
      from=@{2%%"$mark"*}$mark
      ;;
    folder) action=directory ;;
    file) ;;
    *) return ;;
  esac
  while IFS= read -r word; do
    # After a mark, bash does not see that a path is a folder.
    [[ $from != '' && -d $word ]] && word+=/
    COMPREPLY+=("$1$from$word")
  done < <(compgen -A "$action" -- "@{2:@{#from}}")
  type compopt &> /dev/null || return 0
  compopt -o filenames 2> /dev/null
  [[ @{#COMPREPLY[@]} == 1 && @{COMPREPLY[0]} == */ ]] && compopt -o nospace 2> /dev/null
  return 0
}

complete -F _sigv4 sigv4
`.replaceAll('@{', '${');
