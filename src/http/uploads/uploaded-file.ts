import { createReadStream, type ReadStream } from "node:fs";
import { constants, copyFile, readFile, rm } from "node:fs/promises";
import { UPLOAD_EXISTS, UPLOAD_GONE } from "./errors.ts";

export interface SaveOptions {
  /** Replaces a file that is there. Default false. */
  readonly overwrite?: boolean;
}

/** A file of a form, in a temporary place until the request is over. */
export class UploadedFile {
  /** Of the input. */
  readonly field: string;
  /** What the sender calls it, without folders. Not a path to write to: it may be `.htaccess` or anything. */
  readonly name: string;
  /** What the sender says that it is. Look into the file where that matters. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly #path: string;
  #isGone = false;

  constructor(
    { field, name, type, size }: Pick<UploadedFile, "field" | "name" | "type" | "size">,
    path: string,
  ) {
    this.field = field;
    this.name = name;
    this.type = type;
    this.size = size;
    this.#path = path;
  }

  /** @throws `HTTP_UPLOAD_GONE` after the request */
  stream(): ReadStream {
    return createReadStream(this.#here());
  }

  /** All of it in memory. @throws `HTTP_UPLOAD_GONE` after the request */
  async bytes(): Promise<Uint8Array> {
    return readFile(this.#here());
  }

  /** All of it as UTF-8 text. @throws `HTTP_UPLOAD_GONE` after the request */
  async text(): Promise<string> {
    return readFile(this.#here(), "utf8");
  }

  /**
   * Keeps a copy at `path`, whose folder must be there.
   *
   * @throws `HTTP_UPLOAD_EXISTS` where there is a file, `HTTP_UPLOAD_GONE` after the request
   */
  async save(path: string, { overwrite = false }: SaveOptions = {}): Promise<void> {
    try {
      await copyFile(this.#here(), path, overwrite ? 0 : constants.COPYFILE_EXCL);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") {
        throw UPLOAD_EXISTS(path).because(error);
      }
      throw error;
    }
  }

  /** Deletes the temporary file; done by itself when the request is over. */
  async discard(): Promise<void> {
    this.#isGone = true;
    await rm(this.#path, { force: true });
  }

  #here(): string {
    if (this.#isGone) throw UPLOAD_GONE(this.name);
    return this.#path;
  }
}
