import { createRequire } from "node:module";
import type { Readable } from "node:stream";
import type { BusboyFileStream, BusboyHeaders } from "@fastify/busboy";
import { abortError, signal } from "../../core/index.ts";
import { UPLOAD_INVALID, UPLOAD_TOO_LARGE } from "./errors.ts";

export interface MultipartLimits {
  /** Most files. Default 10. */
  readonly files?: number;
  /** Most bytes of one file. Default 10 MiB. */
  readonly fileBytes?: number;
  /** Most fields that are no files. Default 100. */
  readonly fields?: number;
  /** Most bytes of all fields together: they are kept in memory. Default 1 MiB. */
  readonly fieldBytes?: number;
}

/** A part of a form, in the order in which it was sent. */
export type MultipartPart =
  | { readonly kind: "field"; readonly name: string; readonly value: string }
  | {
      readonly kind: "file";
      /** Of the input. */
      readonly name: string;
      /** What the sender calls the file, without folders: words of a stranger, not a path to write to. */
      readonly filename: string;
      /** What the sender says that it is. Not checked. */
      readonly type: string;
      /** Read it to the end before asking for the next part. */
      readonly stream: Readable;
    };

export const DEFAULT_LIMITS: Required<MultipartLimits> = {
  files: 10,
  fileBytes: 10 * 1024 * 1024,
  fields: 100,
  fieldBytes: 2 ** 20,
};
const NAME_BYTES = 200;

/**
 * Reads a multipart body part by part, at the pace of whoever takes them. It stops when the request's time
 * is over.
 *
 * @throws `HTTP_UPLOAD_INVALID` (400), `HTTP_UPLOAD_TOO_LARGE` (413), also out of a file's stream
 */
export async function* multipartParts(
  source: Readable,
  contentType: string,
  limits: MultipartLimits = {},
): AsyncGenerator<MultipartPart, void> {
  const parts = new PartQueue();
  const parser = parserOf(contentType, { ...DEFAULT_LIMITS, ...limits }, parts);
  const cut = (): void => parts.fail(UPLOAD_INVALID("it ends in the middle"));
  const stop = signal.get();
  const abort = (): void => parts.fail(abortError(stop!));
  if (stop?.aborted === true) abort();
  stop?.addEventListener("abort", abort);
  source
    .once("error", cut)
    .once("aborted", cut)
    .once("close", () => source.readableEnded || cut());
  parser.once("error", (error) => parts.fail(UPLOAD_INVALID(messageOf(error)).because(error)));
  parser.once("finish", () => parts.end());
  source.pipe(parser);
  try {
    for (let part = await parts.next(); part !== undefined; part = await parts.next()) yield part;
  } finally {
    stop?.removeEventListener("abort", abort);
    source.unpipe(parser);
    source.off("error", cut).off("aborted", cut);
    parser.on("error", () => undefined);
    parts.fail(UPLOAD_INVALID("it was not read to its end"));
    // What is left of the body is of no use, but the connection is: it is read and dropped.
    source.resume();
  }
}

function parserOf(
  contentType: string,
  limits: Required<MultipartLimits>,
  parts: PartQueue,
): Busboy {
  const headers: BusboyHeaders = { "content-type": contentType };
  const parser = newParser(headers, limits);
  const tooMany = (what: string) => () => parts.fail(UPLOAD_TOO_LARGE(what));
  parser.on("filesLimit", tooMany(`it has more than ${limits.files} files`));
  parser.on("fieldsLimit", tooMany(`it has more than ${limits.fields} fields`));
  let fieldBytes = 0;
  parser.on("field", (name, value, _nameCut, isCut) => {
    fieldBytes += Buffer.byteLength(value);
    if (isCut || fieldBytes > limits.fieldBytes)
      return tooMany(`its fields have more than ${limits.fieldBytes} bytes`)();
    if (hasName(name, parts)) parts.push({ kind: "field", name, value });
  });
  parser.on("file", (name, stream, filename, _encoding, type) => {
    stream.on("error", () => undefined);
    stream.once("limit", () => {
      const error = UPLOAD_TOO_LARGE(`a file has more than ${limits.fileBytes} bytes`);
      parts.fail(error);
      stream.destroy(error);
    });
    if (!hasName(name, parts)) return void stream.resume();
    parts.pushFile({ kind: "file", name, filename: filename ?? "", type, stream }, stream);
  });
  return parser;
}

type BusboyModule = typeof import("@fastify/busboy");
type Busboy = InstanceType<BusboyModule["Busboy"]>;

function newParser(headers: BusboyHeaders, limits: Required<MultipartLimits>): Busboy {
  const { Busboy } = loadBusboy();
  try {
    return new Busboy({
      headers,
      limits: {
        files: limits.files,
        fileSize: limits.fileBytes,
        fields: limits.fields,
        fieldSize: limits.fieldBytes,
        headerPairs: 20,
        headerSize: 8 * 1024,
      },
    });
  } catch (error) {
    throw UPLOAD_INVALID(messageOf(error)).because(error);
  }
}

/** Loads it with the first upload, and at once: a body that came meanwhile would be missed. */
function loadBusboy(): BusboyModule {
  return createRequire(import.meta.url)("@fastify/busboy") as BusboyModule;
}

function hasName(name: string | undefined, parts: PartQueue): boolean {
  if (name !== undefined && name !== "" && name.length <= NAME_BYTES) return true;
  parts.fail(UPLOAD_INVALID("a part has no name, or a very long one"));
  return false;
}

/** Turns the parser's events into something that is asked. */
class PartQueue {
  readonly #parts: MultipartPart[] = [];
  readonly #files: BusboyFileStream[] = [];
  #state: "open" | "ended" | Error = "open";
  #wake: (() => void) | undefined;

  push(part: MultipartPart): void {
    if (this.#state === "open") this.#parts.push(part);
    this.#wake?.();
  }

  pushFile(part: MultipartPart & { kind: "file" }, stream: BusboyFileStream): void {
    if (this.#state !== "open") return void stream.resume();
    this.#files.push(stream);
    this.push(part);
  }

  end(): void {
    if (this.#state === "open") this.#state = "ended";
    this.#wake?.();
  }

  /** The first failure counts. Whoever is reading a file hears of it there. */
  fail(error: Error): void {
    if (this.#state !== "open") return;
    this.#state = error;
    for (const file of this.#files) if (!file.readableEnded) file.destroy(error);
    this.#wake?.();
  }

  async next(): Promise<MultipartPart | undefined> {
    while (this.#parts.length === 0 && this.#state === "open") {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    if (this.#state instanceof Error) throw this.#state;
    return this.#parts.shift();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error
    ? error.message.replace(/\.$/, "").slice(0, 100)
    : "it is malformed";
}
