import { requestId, slot } from "./context.ts";
import { now } from "./clock.ts";
import { inspect } from "node:util";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Facts beside the message; an error goes under `error`. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
  /** Of the request, command or task in whose context it was made. */
  readonly requestId?: string;
}

/** Where log lines go. Messages are constant text; what varies stands in the fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log that adds these fields to each entry. */
  child(fields: LogFields): Log;
}

/** The log of the current context. */
export const log = slot<Log>("log");

/** The log that holds here: the context's, else lines from level `info` up on standard error. */
export function currentLog(): Log {
  return log.get() ?? (fallback ??= consoleLog());
}
let fallback: Log | undefined;

/** Makes a log of a function that takes entries: the whole work of a log driver. */
export function logTo(write: (entry: LogEntry) => void, own: LogFields = {}): Log {
  const at =
    (level: LogLevel) =>
    (message: string, fields?: LogFields): void => {
      const id = requestId.get();
      const entry = { level, message, fields: { ...own, ...fields } };
      write(id === undefined ? entry : { ...entry, requestId: id });
    };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: (fields) => logTo(write, { ...own, ...fields }),
  };
}

export interface ConsoleLogOptions {
  /** Entries below it are dropped. Default `"info"`. */
  readonly level?: LogLevel;
  /** Takes each line, its line end included. Default: standard error. */
  readonly write?: (line: string) => void;
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * A log for people: `09:16:30.123 WARN  the pool is full  pool=8 requestId=…`.
 *
 * One line an entry, whatever the values hold; only an error in the fields adds its stack below, indented.
 */
export function consoleLog(options: ConsoleLogOptions = {}): Log {
  const threshold = LEVELS.indexOf(options.level ?? "info");
  const write = options.write ?? ((line: string) => void process.stderr.write(line));
  return logTo((entry) => {
    if (LEVELS.indexOf(entry.level) >= threshold) write(lineOf(entry));
  });
}

/** Drops everything. */
export const silentLog: Log = logTo(() => {});

/** A log that keeps its entries, for tests. */
export interface MemoryLog extends Log {
  readonly entries: LogEntry[];
}

/** Makes a log that keeps its entries, for tests. */
export function memoryLog(): MemoryLog {
  const entries: LogEntry[] = [];
  return { ...logTo((entry) => void entries.push(entry)), entries };
}

function lineOf({ level, message, fields, requestId: id }: LogEntry): string {
  const said = Object.entries({ ...fields, requestId: id }).filter(
    ([, value]) => value !== undefined,
  );
  const parts = said.map(([name, value]) => `${name}=${textOf(value)}`);
  const time = now().toISOString().slice(11, 23);
  const head = [`${time} ${level.toUpperCase().padEnd(5)} ${onOneLine(message)}`, ...parts];
  const stacks = Object.values(fields).filter((value) => value instanceof Error);
  const below = stacks.flatMap((error) => inspect(error).split("\n"));
  return `${[head.join("  "), ...below.map((line) => `    ${onOneLine(line)}`)].join("\n")}\n`;
}

function textOf(value: unknown): string {
  if (value instanceof Error) return onOneLine(JSON.stringify(value.message));
  if (typeof value !== "string") return onOneLine(inspect(value, ONE_LINE));
  return /^[\w.:/@+-]+$/.test(value) ? value : onOneLine(JSON.stringify(value));
}

const ONE_LINE = { breakLength: Infinity, depth: 4 };

/** Text from outside must not be able to forge a line of its own, nor to steer the terminal. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) =>
    character === "\n" ? "\\n" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
