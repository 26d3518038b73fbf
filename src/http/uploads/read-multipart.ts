import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { multipartParts, type MultipartLimits, type MultipartPart } from "./multipart-parts.ts";
import { UploadedFile } from "./uploaded-file.ts";

/** A whole form; several values of one name are a list. */
export interface MultipartForm extends AsyncDisposable {
  readonly fields: Readonly<Record<string, string | string[]>>;
  readonly files: Readonly<Record<string, UploadedFile | UploadedFile[]>>;
}

/**
 * Reads a multipart body to its end; files go to a temporary folder, which is deleted when the form is
 * disposed, and at once when anything is wrong.
 *
 * An input for which no file was chosen gives no file: browsers send an empty one without a name.
 *
 * @throws `HTTP_UPLOAD_INVALID` (400), `HTTP_UPLOAD_TOO_LARGE` (413)
 */
export async function readMultipart(
  source: Readable,
  contentType: string,
  limits: MultipartLimits = {},
): Promise<MultipartForm> {
  const folder = new TemporaryFolder();
  const fields: Record<string, string | string[]> = Object.create(null);
  const files: Record<string, UploadedFile | UploadedFile[]> = Object.create(null);
  try {
    for await (const part of multipartParts(source, contentType, limits)) {
      if (part.kind === "field") add(fields, part.name, part.value);
      else await addFile(files, part, folder);
    }
  } catch (error) {
    await folder.remove();
    throw error;
  }
  return { fields, files, [Symbol.asyncDispose]: () => discard(files, folder) };
}

async function addFile(
  files: Record<string, UploadedFile | UploadedFile[]>,
  part: MultipartPart & { kind: "file" },
  folder: TemporaryFolder,
): Promise<void> {
  if (part.filename === "") return void part.stream.resume();
  const path = await folder.nextPath();
  const target = createWriteStream(path, { flags: "wx", mode: 0o600 });
  await pipeline(part.stream, target);
  const { name: field, filename: name, type } = part;
  add(files, field, new UploadedFile({ field, name, type, size: target.bytesWritten }, path));
}

function add<T>(to: Record<string, T | T[]>, name: string, value: T): void {
  const had = to[name];
  to[name] = had === undefined ? value : Array.isArray(had) ? [...had, value] : [had, value];
}

async function discard(
  files: Record<string, UploadedFile | UploadedFile[]>,
  folder: TemporaryFolder,
): Promise<void> {
  await Promise.all(
    Object.values(files).flatMap((file) => [file].flat().map((one) => one.discard())),
  );
  await folder.remove();
}

/** Made when the first file arrives. */
class TemporaryFolder {
  #path: Promise<string> | undefined;
  #count = 0;

  async nextPath(): Promise<string> {
    this.#path ??= mkdtemp(join(tmpdir(), "quintet-upload-"));
    return join(await this.#path, String(++this.#count));
  }

  async remove(): Promise<void> {
    if (this.#path !== undefined) await rm(await this.#path, { recursive: true, force: true });
  }
}
