import { CommanderError, type Command as CommanderCommand, Option } from "commander";
import type { Command } from "../app/index.ts";
import { kebabCase } from "../core/index.ts";
import { type Field, type Problem, shape } from "../schema/index.ts";
import { CLI_BAD_INPUT, CLI_COMMAND_CLASH } from "./errors.ts";

type FieldMap = Readonly<Record<string, Field>>;
type Values = Readonly<Record<string, unknown>>;

const RESERVED = ["app", "debug", "help", "set", "version"];

/** Tells commander what a command of a module takes, and reads what was given by the fields. */
export class CommandValues {
  readonly #command: Command;
  readonly #arguments: FieldMap;
  readonly #options: FieldMap;
  /** By property. */
  readonly #flags = new Map<string, Option>();

  /** @throws `CLI_COMMAND_CLASH`, `SCHEMA_FIELD_EXPECTED`, `SCHEMA_FIELD_NAME` */
  constructor(command: Command) {
    this.#command = command;
    this.#arguments = (command.arguments ?? {}) as FieldMap;
    this.#options = (command.options ?? {}) as FieldMap;
    this.#refuseMisfits();
  }

  declare(target: CommanderCommand): void {
    const entries = Object.entries(this.#arguments);
    for (const [name, field] of entries) {
      // Optional to commander: what is missing is told with all other problems.
      target.argument(isList(field) ? `[${name}...]` : `[${name}]`, describe(field));
    }
    const shown = entries.map(([name, field]) => placeholder(name, field));
    target.usage(["[options]", ...shown].join(" "));
    for (const [name, field] of Object.entries(this.#options)) {
      const option = new Option(flagOf(name, field), describe(field));
      // To commander each name with "no-" takes another back; here `noCache: bool()` is a flag as others are.
      option.negate = isOnByItself(field);
      if (isList(field))
        option.argParser((value, before: string[] | undefined) => [...(before ?? []), value]);
      this.#flags.set(name, option);
      target.addOption(option);
    }
  }

  /** @throws `CLI_BAD_INPUT` with all problems */
  read(target: CommanderCommand): { readonly arguments: Values; readonly options: Values } {
    const problems: string[] = [];
    const read = (fields: FieldMap, given: Values, named: (path: string) => string): Values => {
      const result = shape({ ...fields }).validate(given, { from: "text" });
      if (result.ok) return result.value;
      problems.push(...result.problems.map((problem) => sentence(problem, named)));
      return {};
    };
    const args = read(this.#arguments, this.#givenArguments(target), (path) => `<${path}>`);
    const options = read(this.#options, this.#givenOptions(target), (path) => this.#flagName(path));
    if (problems.length > 0) throw CLI_BAD_INPUT(problems, `quintet ${this.#command.name}`);
    return { arguments: args, options };
  }

  #givenArguments(target: CommanderCommand): Values {
    const names = Object.keys(this.#arguments);
    const given = target.processedArgs as unknown[];
    const entries = names.map((name, at) => [name, given[at]] as const);
    return Object.fromEntries(entries.filter(([, value]) => isGiven(value)));
  }

  #givenOptions(target: CommanderCommand): Values {
    const values: Record<string, unknown> = {};
    for (const [name, option] of this.#flags) {
      const key = option.attributeName();
      const isSet = target.getOptionValueSource(key) === "cli";
      if (isSet) values[name] = target.getOptionValue(key);
      else if (isFlag(this.#options[name]!)) values[name] = false;
    }
    return values;
  }

  #flagName(path: string): string {
    const [name = "", ...rest] = path.split(".");
    const flag = this.#flags.get(name)?.long ?? path;
    return [flag, ...rest].join(".");
  }

  #refuseMisfits(): void {
    const { name } = this.#command;
    shape({ ...this.#arguments, ...this.#options });
    const clash = Object.keys(this.#options).find((option) =>
      RESERVED.includes(optionName(option)),
    );
    if (clash !== undefined)
      throw CLI_COMMAND_CLASH(name, `--${clash} is an option of every command`);
    const list = Object.entries(this.#arguments).findIndex(([, field]) => isList(field));
    if (list !== -1 && list !== Object.keys(this.#arguments).length - 1)
      throw CLI_COMMAND_CLASH(name, "a list among its arguments is not the last of them");
  }
}

/** Whether commander has only shown something, which is no error. */
export function isShownOnly(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

function sentence({ path, message }: Problem, named: (path: string) => string): string {
  return path === "" ? message : `${named(path)} ${message}.`;
}

/** `--max-age <int>`, `--clear`, `--no-clear` where it is on by itself. */
function flagOf(name: string, field: Field): string {
  const { facts } = field;
  const flag = `--${isOnByItself(field) ? "no-" : ""}${optionName(name)}`;
  if (facts.type === "bool") return flag;
  const type = facts.type === "list" ? facts.items!.facts.type : facts.type;
  return `${flag} <${type}>`;
}

function describe({ facts }: Field): string {
  const { label, help, choices, presence } = facts;
  const notes = [
    ...(choices === undefined ? [] : [choices.join(", ")]),
    ...(facts.type === "list" ? ["may be repeated"] : []),
    ...(hasShownDefault(facts) ? [`default: ${String(facts.default)}`] : []),
    ...(presence === "required" && facts.type !== "bool" ? ["required"] : []),
  ];
  const text = help ?? label ?? "";
  return notes.length === 0 ? text : `${text} (${notes.join("; ")})`.trimStart();
}

function hasShownDefault({ type, default: value }: Field["facts"]): boolean {
  const isShown =
    typeof value === "string" || typeof value === "number" || typeof value === "bigint";
  return type !== "bool" && isShown;
}

function placeholder(name: string, field: Field): string {
  const text = isList(field) ? `${name}...` : name;
  return field.facts.presence === "required" ? `<${text}>` : `[${text}]`;
}

/** A bool that its flag switches off. */
function isOnByItself({ facts }: Field): boolean {
  return facts.type === "bool" && facts.default === true;
}

/** A bool without a default that is not given is false. */
function isFlag({ facts }: Field): boolean {
  return facts.type === "bool" && facts.presence === "required";
}

function isList({ facts }: Field): boolean {
  return facts.type === "list";
}

function isGiven(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** `dryRun` and `dry_run` are `dry-run`. */
function optionName(name: string): string {
  return kebabCase(name).replaceAll("_", "-");
}
